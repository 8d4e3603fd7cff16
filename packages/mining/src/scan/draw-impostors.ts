import { seededRandom } from '@fairface/io';
import { rowBytes, TILE } from '../store/product-program';
import { type GroupVectors, UNIT_SQUARE } from '../store/vector-store';

/** Pairs that are drawn. */
const DRAWS = 200_000;

/** Rates below cannot be told from so few draws. */
const RATE = 1e-3;

/**
 * The similarity that one of 1,000 pairs of different people of one group exceeds, from pairs drawn at random; NaN where
 * there are no such pairs.
 */
export function drawImpostorLevel(groups: readonly GroupVectors[], seed: number): number {
  const random = seededRandom(seed, 'impostors');
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  const similarities: number[] = [];
  for (let n = 0; n < DRAWS; n++) {
    let at = random.integer(total);
    const group = groups.find(({ count }) => (at < count ? true : ((at -= count), false)));
    if (group === undefined) continue;
    const other = random.integer(group.count);
    if (group.people[at] !== group.people[other]) similarities.push(cosine(group, at, other));
  }
  const sorted = Float64Array.from(similarities).sort();
  return sorted[Math.floor((1 - RATE) * sorted.length)] ?? NaN;
}

function cosine({ memory, dimension, tiles }: GroupVectors, a: number, b: number): number {
  const values = (row: number): Int16Array =>
    new Int16Array(
      memory.buffer,
      (tiles[Math.floor(row / TILE)] as number) + (row % TILE) * rowBytes(dimension),
      dimension,
    );
  const [left, right] = [values(a), values(b)];
  let sum = 0;
  for (let d = 0; d < dimension; d++) sum += (left[d] as number) * (right[d] as number);
  return sum / UNIT_SQUARE;
}
