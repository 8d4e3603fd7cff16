import { createHash } from 'node:crypto';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** A stream of random numbers; what it draws depends on its seed and purpose alone. */
export interface SeededRandom {
  /** A number in [0, 1). */
  next(): number;
  /** An integer from 0 to `below - 1`. */
  integer(below: number): number;
  /** A standard normal number (Box and Muller 1958). */
  normal(): number;
  /** Brings `items` into a random order, in place, and returns them (Fisher and Yates). */
  shuffle<Items extends unknown[] | Int32Array | Uint32Array | Float32Array>(items: Items): Items;
}

/**
 * A random stream (xoroshiro128+) of one purpose. The same seed and purpose give the same numbers on every machine; other
 * purposes give independent ones, so that what one part draws never moves another: nothing needs saving to go on from
 * step 1,000 when the step's number is part of the purpose.
 *
 * @param purpose what the numbers are for, for instance `'augment', epoch, item`
 *
 * @example const order = seededRandom(seed, 'shuffle', branch, epoch).shuffle([...items.keys()]);
 */
export function seededRandom(seed: number, ...purpose: readonly (string | number)[]): SeededRandom {
  const digest = createHash('sha256')
    .update(JSON.stringify([seed, ...purpose]))
    .digest();
  const state = [0, 4, 8, 12].map((at) => digest.readInt32LE(at));
  const generator = xoroshiro128plusFromState(state);
  const next = (): number => uniformFloat64(generator);
  return {
    next,
    integer: (below) => uniformInt(generator, 0, below - 1),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    shuffle: (items) => {
      for (let i = items.length - 1; i > 0; i--) {
        const j = uniformInt(generator, 0, i);
        [items[i], items[j]] = [items[j] as never, items[i] as never];
      }
      return items;
    },
  };
}
