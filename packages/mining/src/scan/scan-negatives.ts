import { TILE } from '../store/product-program';
import type { GroupVectors, Scratch } from '../store/vector-store';
import type { HardNegativesTask } from './hard-negatives';
import type { TaskRunner } from './run-tasks';
import { type ScoredPair, TopPairs } from './top-pairs';

/** Tiles of a task: 512 rows, 512 KiB of 512 values, which stay in a processor's cache. */
const TILES = 8;

/** Pairs of a group, those of one person included. */
export const pairsOf = ({ count }: GroupVectors): number => (count * (count - 1)) / 2;

/**
 * Finds the pairs of different people in a group that are most alike, among all of its pairs.
 *
 * @returns highest scores first; yields how many pairs have been compared
 */
export async function* scanNegatives(
  runner: TaskRunner,
  group: GroupVectors,
  most: number,
): AsyncGenerator<number, ScoredPair[]> {
  const top = new TopPairs(most);
  const parts = Array.from({ length: Math.ceil(group.tiles.length / TILES) }, (_, n) => n * TILES);
  // What is known when a task starts spares it what cannot be among the hardest.
  const tasks = parts.map((from) => (scratch: Scratch): HardNegativesTask => {
    return { group, scratch, from, to: Math.min(from + TILES, group.tiles.length), most, floor: top.floor };
  });
  let taken = 0;
  for await (const found of runner.run<HardNegativesTask, ScoredPair[]>('hardNegatives', tasks)) {
    for (const { score, left, right } of found) top.add(score, left, right);
    top.finish();
    taken += 1;
    const left = Math.max(0, group.count - taken * TILES * TILE);
    yield pairsOf(group) - (left * (left - 1)) / 2;
  }
  return top.finish();
}
