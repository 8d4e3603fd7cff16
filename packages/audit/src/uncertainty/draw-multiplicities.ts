import { withKernels } from '../kernels/with-kernels';
import { firstState, randomStream } from './random';

/** Resamples that are drawn in one call of the program; see `inBlocks`. */
const BLOCK = 64;

/**
 * `subjects`: in each stratum as many persons as it has, drawn with replacement. `double-or-nothing`: each person counts twice
 * or not at all, with probability one half.
 */
export type Resampling = 'subjects' | 'double-or-nothing';

export interface DrawOptions {
  /** For each person the stratum in which it is drawn, in 0 .. strata - 1. */
  stratumOf: Int32Array;
  strata: number;
  resamples: number;
  seed: number;
  /** @default 'subjects' */
  resampling?: Resampling;
}

/** How often each person comes up in each resample. Index: person x resamples + resample. */
export function drawMultiplicities({
  stratumOf,
  strata,
  resamples,
  seed,
  resampling = 'subjects',
}: DrawOptions): Uint8Array {
  if (resampling === 'double-or-nothing') {
    const random = randomStream(seed);
    return new Uint8Array(stratumOf.length * resamples).map(() => (random() < 0.5 ? 0 : 2));
  }
  return withKernels((kernels) => {
    const drawn = kernels.cleared(stratumOf.length * resamples);
    let state = firstState(seed);
    for (let stratum = 0; stratum < strata; stratum++) {
      const members = Int32Array.from(stratumOf.keys()).filter((subject) => stratumOf[subject] === stratum);
      const placed = kernels.place(members);
      for (let from = 0; from < resamples; from += BLOCK) {
        const to = Math.min(from + BLOCK, resamples);
        state = kernels.run.drawMembers(placed, members.length, state, drawn, resamples, from, to);
      }
    }
    return kernels.bytes(drawn, stratumOf.length * resamples).slice();
  });
}
