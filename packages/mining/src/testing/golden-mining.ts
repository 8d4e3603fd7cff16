import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Negatives of a batch; a batch of one person has none. */
export interface GoldenBatch {
  readonly name: string;
  readonly labels: number[];
  readonly k: number;
  readonly pairs?: [number, number][];
  readonly cosines?: number[];
}

/** Pairs of one person, row by row, and the rows that are kept. */
export interface GoldenPositives {
  readonly name: string;
  readonly left: number[][];
  readonly right: number[][];
  readonly kept: number[];
  readonly keptCosines: number[];
}

/** Values that an independent float64 program computed; `about` in the file says by which conventions. */
export const goldenMining = JSON.parse(readFileSync(join(__dirname, '..', 'fixtures', 'mining.json'), 'utf8')) as {
  readonly embeddings: number[][];
  readonly batches: GoldenBatch[];
  readonly positives: GoldenPositives[];
};
