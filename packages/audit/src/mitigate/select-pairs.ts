import type { ScoredPairs } from '../read/verification-data';

/** The pairs whose images (and place) a condition keeps, as new columns in the same order. */
export function selectPairs(
  { left, right, score, genuine, length }: ScoredPairs,
  keep: (left: number, right: number, row: number) => boolean,
): ScoredPairs {
  const rows: number[] = [];
  for (let n = 0; n < length; n++) if (keep(left[n] as number, right[n] as number, n)) rows.push(n);
  return {
    length: rows.length,
    left: Int32Array.from(rows, (n) => left[n] as number),
    right: Int32Array.from(rows, (n) => right[n] as number),
    score: Float64Array.from(rows, (n) => score[n] as number),
    genuine: Uint8Array.from(rows, (n) => genuine[n] as number),
  };
}
