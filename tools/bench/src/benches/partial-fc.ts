import { join } from 'node:path';
import { measureProcess } from '../measure-process';
import type { PartialFcRun, PartialFcTimes } from '../partial-fc-run';

const [CLASSES, DIMENSION, BATCH] = [1_000_000, 512, 64];

/**
 * The head of 1,000,000 people with 512 numbers each, batch 64, of which a step sees 10 % or 1 %: what a step takes and
 * what the process holds. Each share in a process of its own.
 */
export async function benchPartialFc(rounds: number): Promise<string> {
  const lines: string[] = [];
  for (const share of [0.1, 0.01]) {
    const run: PartialFcRun = {
      classes: CLASSES,
      dimension: DIMENSION,
      batch: BATCH,
      sampled: Math.round(share * CLASSES),
      steps: 2 * rounds,
    };
    const file = join(__dirname, '..', 'partial-fc-run.js');
    const { stdout, peakMb } = await measureProcess(process.execPath, [file, JSON.stringify(run)]);
    const times = JSON.parse(stdout) as PartialFcTimes;
    const ms = [times.stepMs, times.cpuMs, times.sampleMs, times.gatherMs, times.lossMs, times.updateMs].map((value) =>
      value.toFixed(0),
    );
    const gb = [peakMb, times.earlyMb, times.lateMb].map((value) => (value / 1024).toFixed(2));
    lines.push(`| ${100 * share} % | ${[...ms, ...gb, times.fillSeconds.toFixed(0)].join(' | ')} |`);
  }
  return [
    `### partial-fc: ${CLASSES.toLocaleString('en')} classes x ${DIMENSION}, batch ${BATCH}, native engine, traced`,
    '',
    'The bank alone, weights and momentum: ' + `${((2 * 4 * CLASSES * DIMENSION) / 1024 ** 3).toFixed(2)} GiB.`,
    '',
    '| sampled | step ms | CPU ms | sample | gather | loss and gradients | update | peak GiB | after 3 steps | after the last | filling s |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...lines,
  ].join('\n');
}
