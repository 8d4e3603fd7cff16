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
  root?: string;
}

/** Runs `fairface mine`. */
export async function runMine(features: string, flags: MineFlags): Promise<void> {
  await runCommand(flags, async (context) => {
    const { attributes, out, groupBy, label, below, hardestPositives, negatives, errors, root, seed, workers } = flags;
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
      root,
      seed,
      workers,
      signal: context.signal,
    });
    const result = await runBatch({ job, label: 'mine', rejects }, context);
    const { summary, rejected } = result;
    const text = [
      `${summary.images} images of ${summary.people} people in ${summary.groups.length} groups, all pairs of a group compared`,
      ...summary.groups.map((group) => describe(group, below)),
      describeErrors(summary, out) + rejectsLine(result, rejects),
    ].join('\n');
    return { summary: { ...summary, reasons: result.reasons, rejects }, text, rejected };
  });
}

function describe(group: MinedGroup, below: number): string {
  const { name, images, people, positives, lowestPositive, noneBelow, negatives, highestNegative } = group;
  const from = lowestPositive === undefined ? '' : ` from ${lowestPositive.toFixed(3)}`;
  const upTo = highestNegative === undefined ? '' : ` up to ${highestNegative.toFixed(3)}`;
  const why = noneBelow ? `; none is below ${below}: the least alike are taken` : '';
  return (
    `  ${name}: ${images} images of ${people} people, ` +
    `${positives} hard positives${from}, ${negatives} hard negatives${upTo}${why}`
  );
}

function describeErrors(summary: MineSummary, out: string): string {
  const { disagreements, lookAlikes, labelErrors, sheet } = summary;
  const where = [labelErrors, ...(sheet === undefined ? [] : [sheet])].map((file) => join(out, file)).join(', ');
  return `likely label errors: ${disagreements} images unlike their person, ${lookAlikes} pairs of people too much alike: ${where}`;
}
