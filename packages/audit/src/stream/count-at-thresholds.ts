import type { JobEvent } from '@fairface/io';
import { groupImages } from '../fairness/group-images';
import { pairCell } from '../fairness/pair-cells';
import { type AttributeTable, readAttributes, type ReadAttributesOptions } from '../read/read-attributes';
import { readPairsInPieces } from './read-pairs-in-pieces';

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
 *
 * @throws InputError as `readAttributes`, `scanPairs` and `groupImages`.
 */
export async function* countAtThresholds(
  options: CountAtThresholdsOptions,
): AsyncGenerator<JobEvent, StreamedCounts[]> {
  const { by, bins } = options;
  const table = yield* readAttributes(options.attributes, { columns: by, bins });
  return yield* countWithTable(options, table);
}

/** The same with an attributes table that is read already. */
export async function* countWithTable(
  { pairs: path, by, thresholds }: Pick<CountAtThresholdsOptions, 'pairs' | 'by' | 'thresholds'>,
  table: AttributeTable,
): AsyncGenerator<JobEvent, StreamedCounts[]> {
  const { names, groupOf } = groupImages(table, by);
  const rising = Float64Array.from(thresholds).sort();
  const steps = rising.length + 1;
  const cells = (names.length * (names.length + 1)) / 2;
  // For each cell and kind, pairs by the number of thresholds that their score reaches.
  const reached = new Float64Array(cells * 2 * steps);
  yield* readPairsInPieces(path, table, ({ left, right, score, genuine, length }) => {
    for (let n = 0; n < length; n++) {
      const cell = pairCell(groupOf[left[n] as number] as number, groupOf[right[n] as number] as number);
      const at = (2 * cell + (genuine[n] as number)) * steps + thresholdsReached(rising, score[n] as number);
      reached[at] = (reached[at] as number) + 1;
    }
  });
  const sum = (slot: number, from: number, to: number): number => {
    let total = 0;
    for (let step = from; step < to; step++) total += reached[slot * steps + step] as number;
    return total;
  };
  const places = thresholds.map((threshold) => rising.indexOf(threshold));
  return names.flatMap((b, j) =>
    names.slice(0, j + 1).map((a, i): StreamedCounts => {
      const slot = 2 * pairCell(i, j);
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

/** How many of the rising thresholds a score reaches. */
function thresholdsReached(rising: Float64Array, score: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (score >= (rising[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return low;
}
