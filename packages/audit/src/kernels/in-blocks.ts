/** Rows of a block: few enough that their columns stay in the processor's cache. */
export const BLOCK = 1 << 15;

/**
 * Runs `work` on one block of rows [from, to) after another. V8 compiles a WebAssembly function simply at first and well
 * once it was called some times: a loop over all rows in one call would stay simple.
 */
export function inBlocks(rows: number, work: (from: number, to: number) => void): void {
  for (let from = 0; from < rows; from += BLOCK) work(from, Math.min(rows, from + BLOCK));
}
