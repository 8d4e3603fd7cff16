/** How many of the flags are 1; the others are 0. */
export function countOnes(flags: Uint8Array): number {
  let count = 0;
  for (let n = 0; n < flags.length; n++) count += flags[n] as number;
  return count;
}
