import { seededRandom } from '@fairface/io';

/** Epochs of which the order is kept: a batch may lie across the end of one. */
const KEPT = 3;

/**
 * An endless order of `0 ... size - 1`: every epoch is a permutation of its own, so that each number comes once an epoch.
 *
 * @returns the number at a position; it hangs on size, seed and purpose alone, not on what was asked before.
 */
export function endlessOrder(
  size: number,
  seed: number,
  ...purpose: readonly (string | number)[]
): (position: number) => number {
  const kept = new Map<number, Uint32Array>();
  return (position) => {
    const epoch = Math.floor(position / size);
    let order = kept.get(epoch);
    if (order === undefined) {
      order = seededRandom(seed, ...purpose, epoch).shuffle(Uint32Array.from({ length: size }, (_, n) => n));
      kept.set(epoch, order);
      if (kept.size > KEPT) kept.delete(Math.min(...kept.keys()));
    }
    return order[position - epoch * size] as number;
  };
}
