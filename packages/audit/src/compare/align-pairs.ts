import { sortScores } from '../accuracy/sort-scores';
import type { ScoredPairs } from '../read/verification-data';

/** Two scorings of the same pairs, row by row. */
export interface AlignedPairs {
  a: ScoredPairs;
  b: ScoredPairs;
  /** Pairs that only one of the two has. */
  onlyA: number;
  onlyB: number;
}

/**
 * Brings two scorings of one pair list into the same order; images must be numbered alike. A pair that comes several times is
 * matched in the order it comes; (x, y) and (y, x) are one pair.
 */
export function alignPairs(a: ScoredPairs, b: ScoredPairs): AlignedPairs {
  const [keysA, keysB] = [keysOf(a), keysOf(b)];
  const [orderA, orderB] = [sortScores(keysA), sortScores(keysB)];
  const rowsA: number[] = [];
  const rowsB: number[] = [];
  for (let i = 0, j = 0; i < orderA.length && j < orderB.length;) {
    const [rowA, rowB] = [orderA[i] as number, orderB[j] as number];
    const difference = (keysA[rowA] as number) - (keysB[rowB] as number);
    if (difference === 0) {
      rowsA.push(rowA);
      rowsB.push(rowB);
    }
    if (difference <= 0) i++;
    if (difference >= 0) j++;
  }
  return { a: pick(a, rowsA), b: pick(b, rowsB), onlyA: a.length - rowsA.length, onlyB: b.length - rowsB.length };
}

function keysOf({ left, right, length }: ScoredPairs): Float64Array {
  const keys = new Float64Array(length);
  for (let n = 0; n < length; n++) {
    const [x, y] = [left[n] as number, right[n] as number];
    keys[n] = Math.min(x, y) * 2 ** 26 + Math.max(x, y);
  }
  return keys;
}

function pick(pairs: ScoredPairs, rows: readonly number[]): ScoredPairs {
  return {
    length: rows.length,
    left: Int32Array.from(rows, (row) => pairs.left[row] as number),
    right: Int32Array.from(rows, (row) => pairs.right[row] as number),
    score: Float64Array.from(rows, (row) => pairs.score[row] as number),
    genuine: Uint8Array.from(rows, (row) => pairs.genuine[row] as number),
  };
}
