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
  return [
    table('train-step: resnet101-se, 112 px, batch 8, 10,000 classes, seconds an image', comparison, { peak: memory }),
    '',
    await describeFairStep(),
  ].join('\n');
}

/** A step of four groups with pairs and every term: what the loss takes of it, and what saves memory. */
async function describeFairStep(): Promise<string> {
  const fair = { size: SIZE, steps: 2, traced: true, loss: 'fair' } as const;
  const plain = await runStep(fair);
  const { rows, stepMs, lossMs } = plain.times;
  const cost = ({ times, peakMb }: StepCost): string => `${times.stepMs.toFixed(0)} ms, ${peakMb.toFixed(0)} MB`;
  return [
    `With four groups, pairs and every term, ${rows} images: ${cost(plain)}; the whole loss with its gradients ` +
      `${lossMs.toFixed(1)} ms of it, ${((100 * lossMs) / stepMs).toFixed(1)} %.`,
    `The same with recompute: ${cost(await runStep({ ...fair, recompute: true }))}.`,
    `The same with accumulate 4: ${cost(await runStep({ ...fair, accumulate: 4 }))}.`,
  ].join('\n');
}

interface StepCost {
  times: TrainStepTimes;
  /** Of the whole process. */
  peakMb: number;
}

async function runStep(run: TrainStepRun): Promise<StepCost> {
  const file = join(__dirname, '..', 'train-step-run.js');
  const { stdout, peakMb } = await measureProcess(process.execPath, [file, JSON.stringify(run)]);
  return { times: JSON.parse(stdout) as TrainStepTimes, peakMb };
}
