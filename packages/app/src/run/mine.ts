import { join } from 'node:path';
import { type MinedGroup, minePairs, type MineSummary } from '@fairface/mining';
import type { GlobalOptions } from '../cli/global-options';
import { rejectsLine, runBatch } from '../cli/run-batch';
import { runCommand } from '../cli/run-command';

export interface MineFlags extends GlobalOptions {
  attributes: string;
  out: string;
  groupBy: string[];
  label: string;
  below: number;
  hardestPositives?: number;
  negatives: number;
  errors: number;
  acrossGroups: boolean;
  root?: string;
}

/** Runs `fairface mine`. */
export async function runMine(features: string, flags: MineFlags): Promise<void> {
  await runCommand(flags, async (context) => {
    const {
      attributes,
      out,
      groupBy,
      label,
      below,
      hardestPositives,
      negatives,
      errors,
      acrossGroups,
      root,
      seed,
      workers,
    } = flags;
    const rejects = join(out, 'mining.rejects.csv');
    const job = minePairs({
      features,
      attributes,
      out,
      groupBy,
      label,
      positives: hardestPositives === undefined ? { below } : { most: hardestPositives },
      negatives,
      errors,
      acrossGroups,
      root,
      seed,
      workers,
      signal: context.signal,
    });
    const result = await runBatch({ job, label: 'mine', rejects }, context);
    const { summary, rejected } = result;
    const text = [
      describeRun(summary),
      ...summary.groups.map(describe),
      ...describeBound(summary, hardestPositives === undefined ? below : undefined),
      describeErrors(summary, out) + rejectsLine(result, rejects),
    ].join('\n');
    return { summary: { ...summary, reasons: result.reasons, rejects }, text, rejected };
  });
}

function describeRun({ images, people, groups, pairs, resumed }: MineSummary): string {
  const parts = groups.length === 1 ? '' : ` in ${groups.length} groups`;
  const before = resumed === 0 ? '' : ` (${resumed.toLocaleString('en')} of them before)`;
  return `${images} images of ${people} people${parts}, ${pairs.toLocaleString('en')} pairs compared${before}`;
}

function describe({ name, images, people, positives, lowestPositive, negatives, highestNegative }: MinedGroup): string {
  const from = lowestPositive === undefined ? '' : ` from ${lowestPositive.toFixed(3)} up`;
  const to = highestNegative === undefined ? '' : ` from ${highestNegative.toFixed(3)} down`;
  return (
    `  ${name}: ${images} images of ${people} people, ` +
    `${positives} hard positives${from}, ${negatives} hard negatives${to}`
  );
}

/** Tells where no pair was below the bound, so that positives are not hard ones, and which bound would find some. */
function describeBound({ groups, genuineMedian }: MineSummary, below: number | undefined): string[] {
  const without = groups.filter(({ noneBelow }) => noneBelow);
  if (without.length === 0 || genuineMedian === undefined) return [];
  const where = without.length === groups.length ? '' : ` in ${without.map(({ name }) => name).join(', ')}`;
  return [
    `no pair of one person${where} is below ${below}, so all are listed. The median of such pairs is ${genuineMedian.toFixed(3)}: ` +
      'give --below a bound nearer to it, or --hardest-positives',
  ];
}

function describeErrors(summary: MineSummary, out: string): string {
  const { disagreements, lookAlikes, labelErrors, sheet } = summary;
  const where = [labelErrors, ...(sheet === undefined ? [] : [sheet])].map((file) => join(out, file)).join(', ');
  return `likely label errors: ${disagreements} images unlike their person, ${lookAlikes} pairs of people too much alike: ${where}`;
}
