import { randomStream } from './random';

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
  const random = randomStream(seed);
  const drawn = new Uint8Array(stratumOf.length * resamples);
  if (resampling === 'double-or-nothing') {
    for (let n = 0; n < drawn.length; n++) drawn[n] = random() < 0.5 ? 0 : 2;
    return drawn;
  }
  for (let stratum = 0; stratum < strata; stratum++) {
    const members = Int32Array.from(stratumOf.keys()).filter((subject) => stratumOf[subject] === stratum);
    for (let resample = 0; resample < resamples; resample++) drawOnce(members, random, drawn, resamples, resample);
  }
  return drawn;
}

/** Draws as many persons as there are, with replacement, into one resample. */
function drawOnce(
  members: Int32Array,
  random: () => number,
  drawn: Uint8Array,
  resamples: number,
  resample: number,
): void {
  for (let n = 0; n < members.length; n++) {
    const at = (members[(random() * members.length) | 0] as number) * resamples + resample;
    drawn[at] = (drawn[at] as number) + 1;
  }
}
