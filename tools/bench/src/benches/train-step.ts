import { join } from 'node:path';
import { compare } from '../compare';
import { measureProcess } from '../measure-process';
import { findPeers } from '../peers';
import { median } from '../statistics';
import { table } from '../table';
import type { TrainStepRun, TrainStepTimes } from '../train-step-run';

const SIZE = 112;
const BATCH = 8;
const STEPS = 5;

/**
 * One training step of resnet101-se, 112 x 112 pixels, batch 8, a head of 10,000 people: traced and eager against
 * PyTorch, seconds an image and memory of the whole process; then what the loss of four groups with every term takes of
 * its step.
 */
export async function benchTrainStep(rounds: number): Promise<string> {
  const peers = findPeers(['torch']);
  if (peers === undefined) return 'train-step: skipped';
  const peaks: Record<string, number[]> = {};
  const note = (name: string, peakMb: number): void => void (peaks[name] ??= []).push(peakMb);
  const ours = (name: string, traced: boolean) => ({
    name,
    run: async () => {
      const { times, peakMb } = await runStep({ size: SIZE, steps: STEPS, traced, loss: 'plain' });
      note(name, peakMb);
      return times.stepMs / 1000 / BATCH;
    },
  });
  const theirs = (name: string, ...more: string[]) => ({
    name,
    run: async () => {
      const file = join(peers.folder, 'trainstep.py');
      const args = [file, '--size', String(SIZE), '--batch', String(BATCH), '--steps', String(STEPS), ...more];
      const { stdout, peakMb } = await measureProcess(peers.python, args);
      note(name, peakMb);
      return (JSON.parse(stdout) as { ms_per_image: number }).ms_per_image / 1000;
    },
  });
  const comparison = await compare(
    [
      ours('fairface, traced', true),
      ours('fairface, eager', false),
      theirs('PyTorch'),
      theirs('PyTorch, channels last', '--channels-last'),
    ],
    rounds,
  );
  const memory = Object.fromEntries(
    Object.entries(peaks).map(([name, values]) => [name, `${median(values).toFixed(0)} MB`]),
  );
  const { times } = await runStep({ size: SIZE, steps: STEPS, traced: true, loss: 'fair' });
  return [
    table('train-step: resnet101-se, 112 px, batch 8, 10,000 classes, seconds an image', comparison, { peak: memory }),
    '',
    `With four groups, pairs and every term (${times.rows} images): a step takes ${times.stepMs.toFixed(0)} ms, the whole ` +
      `loss with its gradients ${times.lossMs.toFixed(1)} ms of it, ${((100 * times.lossMs) / times.stepMs).toFixed(1)} %.`,
  ].join('\n');
}

async function runStep(run: TrainStepRun): Promise<{ times: TrainStepTimes; peakMb: number }> {
  const file = join(__dirname, '..', 'train-step-run.js');
  const { stdout, peakMb } = await measureProcess(process.execPath, [file, JSON.stringify(run)]);
  return { times: JSON.parse(stdout) as TrainStepTimes, peakMb };
}
