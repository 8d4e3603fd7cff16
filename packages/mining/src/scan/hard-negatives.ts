import { linkProducts, ROWS_A, rowBytes, TILE } from '../store/product-program';
import type { GroupVectors, Scratch } from '../store/vector-store';
import { type ScoredPair, TopPairs } from './top-pairs';

export interface HardNegativesTask {
  readonly group: GroupVectors;
  /** The group whose rows are compared with all of `others`; by default the group itself, every pair once. */
  readonly others?: GroupVectors;
  readonly scratch: Scratch;
  /** Tiles of `group` that are compared: from `from` up to, not including, `to`. */
  readonly from: number;
  readonly to: number;
  /** How many pairs are kept. */
  readonly most: number;
  /** Pairs of lower scores are known not to be among them. */
  readonly floor: number;
}

/** The pairs of different people with the highest products, of a part of a group's tiles. */
export function hardNegatives({ group, others, scratch, from, to, most, floor }: HardNegativesTask): ScoredPair[] {
  const { memory, dimension, tiles, people, images, count } = group;
  const right = others ?? group;
  const products = linkProducts(memory, dimension);
  const bytes = rowBytes(dimension);
  const scores = new Int32Array(memory.buffer, scratch.products, TILE * TILE);
  const top = new TopPairs(most, floor);

  const compare = (first: number, second: number, itself: boolean): void => {
    const [a, b] = [tiles[first] as number, right.tiles[second] as number];
    for (let row = 0; row < TILE; row += ROWS_A) {
      products(a + row * bytes, b, b + TILE * bytes, scratch.products + 4 * row * TILE);
    }
    const rows = Math.min(TILE, count - first * TILE);
    const columns = Math.min(TILE, right.count - second * TILE);
    for (let i = 0; i < rows; i++) {
      for (let j = itself ? i + 1 : 0; j < columns; j++) {
        const score = scores[i * TILE + j] as number;
        if (score < top.floor) continue;
        const [left, other] = [first * TILE + i, second * TILE + j];
        if (people[left] === right.people[other]) continue;
        const [one, two] = [images[left] as number, right.images[other] as number];
        top.add(score, Math.min(one, two), Math.max(one, two));
      }
    }
  };

  // Tiles of the part stay in the cache while a tile of the others is compared with each.
  for (let second = others === undefined ? from : 0; second < right.tiles.length; second++) {
    const end = others === undefined ? Math.min(to, second + 1) : to;
    for (let first = from; first < end; first++) compare(first, second, others === undefined && first === second);
  }
  return top.finish();
}
