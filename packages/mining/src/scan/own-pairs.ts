import { linkProducts, ROWS_A, ROWS_B, rowBytes, TILE } from '../store/product-program';
import { type GroupVectors, type Scratch, UNIT_SQUARE } from '../store/vector-store';
import { type ScoredPair, TopPairs } from './top-pairs';

export interface OwnPairsTask {
  readonly group: GroupVectors;
  readonly scratch: Scratch;
  /** The rows of some people, one person's after the other's. */
  readonly rows: Int32Array;
  /** Where each person's rows end in `rows`. */
  readonly ends: Int32Array;
  /** How many pairs are kept: those of the lowest scores. */
  readonly most: number;
}

export interface OwnPairs {
  /** The pairs with the lowest scores, lowest first. */
  readonly lowest: ScoredPair[];
  /** Of every entry of `rows`: the highest score with another image of its person; lowest int32 for an only image. */
  readonly best: Int32Array;
  /** Numbers of pairs by cosine, {@link BINS} from -1 to 1. */
  readonly histogram: Float64Array;
  /** Pairs seen. */
  readonly pairs: number;
}

export const BINS = 2000;
export const NO_OTHER = -(2 ** 31);

/** All pairs of images of one person each: the least alike, and how well every image fits the others of its person. */
export function ownPairs({ group, scratch, rows, ends, most }: OwnPairsTask): OwnPairs {
  const { memory, dimension, images } = group;
  const products = linkProducts(memory, dimension);
  const bytes = rowBytes(dimension);
  const scores = new Int32Array(memory.buffer, scratch.products, TILE * TILE);
  const memoryBytes = new Uint8Array(memory.buffer);
  const lowest = new TopPairs(most);
  const best = new Int32Array(rows.length).fill(NO_OTHER);
  const histogram = new Float64Array(BINS);
  let pairs = 0;

  /** Puts the vectors of up to a tile of `rows` side by side. */
  const pack = (target: number, from: number, to: number): void => {
    for (let n = from; n < to; n++) {
      const row = rows[n] as number;
      const source = (group.tiles[Math.floor(row / TILE)] as number) + (row % TILE) * bytes;
      memoryBytes.copyWithin(target + (n - from) * bytes, source, source + bytes);
    }
  };
  const compare = (first: number, firstEnd: number, second: number, secondEnd: number): void => {
    const [a, b] = scratch.tiles;
    const width = Math.ceil((secondEnd - second) / ROWS_B) * ROWS_B;
    for (let i = 0; i < firstEnd - first; i += ROWS_A) {
      products(a + i * bytes, b, b + width * bytes, scratch.products + 4 * i * TILE);
    }
    for (let i = first; i < firstEnd; i++) {
      for (let j = Math.max(second, i + 1); j < secondEnd; j++) {
        const score = scores[(i - first) * TILE + (j - second)] as number;
        const [left, right] = [images[rows[i] as number] as number, images[rows[j] as number] as number];
        lowest.add(-score, Math.min(left, right), Math.max(left, right));
        best[i] = Math.max(best[i] as number, score);
        best[j] = Math.max(best[j] as number, score);
        const bin = Math.max(0, Math.min(BINS - 1, Math.floor(((score / UNIT_SQUARE + 1) / 2) * BINS)));
        histogram[bin] = (histogram[bin] as number) + 1;
        pairs += 1;
      }
    }
  };

  ends.forEach((end, person) => {
    const start = person === 0 ? 0 : (ends[person - 1] as number);
    for (let first = start; first < end; first += TILE) {
      const firstEnd = Math.min(end, first + TILE);
      pack(scratch.tiles[0], first, firstEnd);
      for (let second = first; second < end; second += TILE) {
        const secondEnd = Math.min(end, second + TILE);
        pack(scratch.tiles[1], second, secondEnd);
        compare(first, firstEnd, second, secondEnd);
      }
    }
  });
  const negated = lowest.finish();
  return { lowest: negated.map(({ score, left, right }) => ({ score: -score, left, right })), best, histogram, pairs };
}
