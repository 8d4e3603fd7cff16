import { type JobEvent } from '@fairface/io';
import { groupImages } from '../fairness/group-images';
import { pairCell } from '../fairness/pair-cells';
import { PairColumns } from '../read/pair-columns';
import { readAttributes, type ReadAttributesOptions } from '../read/read-attributes';
import { scanPairs } from '../read/scan-pairs';

export interface CountAtThresholdsOptions extends Pick<ReadAttributesOptions, 'bins'> {
  /** The pair file, of any length. */
  pairs: string;
  attributes: string;
  /** Attributes whose combinations are the groups. */
  by: readonly string[];
  thresholds: readonly number[];
}

/** Counts of one pair of groups; the arrays have one entry a threshold. */
export interface StreamedCounts {
  groups: [string, string];
  impostor: number;
  genuine: number;
  falseMatches: number[];
  falseNonMatches: number[];
}

/**
 * Exact counts of every pair of groups at given thresholds for pair files that do not fit into memory: pairs are read, counted
 * and forgotten. Memory holds the attributes table and the names of the images, whatever the number of pairs. There are no
 * intervals, since those need the pairs of each person.
 */
export async function* countAtThresholds(
  options: CountAtThresholdsOptions,
): AsyncGenerator<JobEvent, StreamedCounts[]> {
  const { by, bins } = options;
  const table = yield* readAttributes(options.attributes, { columns: by, bins });
  const columns = new PairColumns();
  const { names, groupOf } = groupImages(table, by);
  const thresholds = [...options.thresholds].sort((a, b) => a - b);
  const steps = thresholds.length + 1;
  const cells = (names.length * (names.length + 1)) / 2;
  // For each cell and kind, pairs by the number of thresholds that their score reaches.
  const reached = new Float64Array(cells * 2 * steps);
  const count = (): void => {
    const { left, right, score, genuine, length } = columns.finish();
    for (let n = 0; n < length; n++) {
      const cell = pairCell(groupOf[left[n] as number] as number, groupOf[right[n] as number] as number);
      let step = 0;
      while (step < thresholds.length && (score[n] as number) >= (thresholds[step] as number)) step++;
      const at = (2 * cell + (genuine[n] as number)) * steps + step;
      reached[at] = (reached[at] as number) + 1;
    }
    columns.clear();
  };
  yield* scanPairs(options.pairs, table, columns, count);
  const sum = (slot: number, from: number, to: number): number => {
    let total = 0;
    for (let step = from; step < to; step++) total += reached[slot * steps + step] as number;
    return total;
  };
  return names.flatMap((b, j) =>
    names.slice(0, j + 1).map((a, i): StreamedCounts => {
      const slot = 2 * pairCell(i, j);
      const places = options.thresholds.map((threshold) => thresholds.indexOf(threshold));
      return {
        groups: [a, b],
        impostor: sum(slot, 0, steps),
        genuine: sum(slot + 1, 0, steps),
        falseMatches: places.map((place) => sum(slot, place + 1, steps)),
        falseNonMatches: places.map((place) => sum(slot + 1, 0, place + 1)),
      };
    }),
  );
}
