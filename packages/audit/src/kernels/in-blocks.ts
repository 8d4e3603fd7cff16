import type { KernelMemory } from './kernel-memory';

/** Rows that are looked at together: their columns fit into a core's cache. */
export const BLOCK = 1 << 15;

/**
 * Does `work` for the rows 0 .. length - 1, block by block, and forgets after each what it placed. V8 compiles a program well after
 * some of its work is done, but goes over to that only when the program is called again.
 */
export function inBlocks(kernels: KernelMemory, length: number, work: (from: number, to: number) => void): void {
  for (let from = 0; from < length; from += BLOCK)
    kernels.within(() => {
      work(from, Math.min(from + BLOCK, length));
    });
}
