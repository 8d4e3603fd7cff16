import type { LabelledScores } from '../accuracy/roc-curve';
import { BLOCK, inBlocks } from './in-blocks';
import type { KernelMemory } from './kernel-memory';

/** A block of labelled scores in the memory of the kernels. */
export interface ScoreBlock {
  /** Addresses of the columns. */
  score: number;
  genuine: number;
  /** Rows of the block. */
  rows: number;
  /** The first row's place among all. */
  from: number;
}

/** Runs `work` on one block of scores after another. */
export function inScoreBlocks(
  kernels: KernelMemory,
  { score, genuine }: LabelledScores,
  work: (block: ScoreBlock) => void,
): void {
  const addresses = { score: kernels.room(8 * BLOCK), genuine: kernels.room(BLOCK) };
  inBlocks(kernels, score.length, (from, to) => {
    kernels.doubles(addresses.score, BLOCK).set(score.subarray(from, to));
    kernels.bytes(addresses.genuine, BLOCK).set(genuine.subarray(from, to));
    work({ ...addresses, rows: to - from, from });
  });
}
