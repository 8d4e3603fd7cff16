import { linkProducts, ROWS_A, rowBytes, TILE } from '../store/product-program';
import type { GroupVectors, Scratch } from '../store/vector-store';
import { type ScoredPair, TopPairs } from './top-pairs';

export interface HardNegativesTask {
  readonly group: GroupVectors;
  readonly scratch: Scratch;
  /** Tiles whose rows are compared with all rows behind them: from `from` up to, not including, `to`. */
  readonly from: number;
  readonly to: number;
  /** How many pairs are kept. */
  readonly most: number;
  /** Pairs of lower scores are known not to be among them. */
  readonly floor: number;
}

/** The pairs of different people in a group with the highest products, of a part of its tiles. */
export function hardNegatives({ group, scratch, from, to, most, floor }: HardNegativesTask): ScoredPair[] {
  const { memory, dimension, tiles, people, count } = group;
  const products = linkProducts(memory, dimension);
  const bytes = rowBytes(dimension);
  const scores = new Int32Array(memory.buffer, scratch.products, TILE * TILE);
  const top = new TopPairs(most, floor);
  // Tiles of the part stay in the cache while a tile behind them is compared with each.
  for (let second = from; second < tiles.length; second++) {
    const b = tiles[second] as number;
    const rows = Math.min(TILE, count - second * TILE);
    for (let first = from; first < to && first <= second; first++) {
      const a = tiles[first] as number;
      for (let row = 0; row < TILE; row += ROWS_A) {
        products(a + row * bytes, b, b + TILE * bytes, scratch.products + 4 * row * TILE);
      }
      const most = Math.min(TILE, count - first * TILE);
      for (let i = 0; i < most; i++) {
        const left = first * TILE + i;
        for (let j = first === second ? i + 1 : 0; j < rows; j++) {
          const score = scores[i * TILE + j] as number;
          if (score < top.floor) continue;
          const right = second * TILE + j;
          if (people[left] !== people[right]) top.add(score, left, right);
        }
      }
    }
  }
  return top.finish();
}
