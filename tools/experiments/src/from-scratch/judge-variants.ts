import {
  compareResampled,
  resampleSystem,
  type ResampledSystem,
  standardDeviation,
  type VerificationData,
} from '@fairface/audit';
import { foldPairs } from '../adapter/fold-pairs';
import { scorePairs, type Vectors } from '../adapter/score-pairs';
import type { Face } from './prepare-faces';
import type { Variant } from './variants';

/** A variant, its seeds averaged. */
export interface JudgedVariant {
  variant: Variant;
  system: ResampledSystem;
  /** AUC of each seed. */
  aucs: number[];
}

/** What its 95 % interval is made of. */
export interface Estimate {
  value: number;
  lower: number;
  upper: number;
}

const RESAMPLES = 1000;

/** Judges variants on all pairs of the people split off, groups by gender and race2, thresholds for FMR 1e-2. */
export function judgeVariants(
  faces: readonly Face[],
  runs: readonly { variant: Variant; vectors: readonly Vectors[] }[],
): { judged: JudgedVariant[]; data: VerificationData } {
  const held = faces.filter((face) => face.held);
  const data = foldPairs(held, new Int32Array(held.length));
  const options = { protected: ['gender', 'race2'], targetFmr: 1e-2, tarFmr: 1e-2, resamples: RESAMPLES };
  const scored = (vectors: Vectors): VerificationData => ({
    ...data,
    pairs: { ...data.pairs, score: scorePairs(vectors, data.pairs) },
  });
  const judged = runs.map(({ variant, vectors }) => ({
    variant,
    system: resampleSystem(vectors.map(scored), options),
    aucs: vectors.map((own) => resampleSystem([scored(own)], { ...options, resamples: 1 }).get('auc')?.value ?? NaN),
  }));
  return { judged, data };
}

const Z95 = 1.959964;

/** A measure with the normal interval of its spread over resamples of the people. */
export function estimate(system: ResampledSystem, measure: string): Estimate {
  const found = system.get(measure);
  if (found === undefined) throw new Error(`there is no measure ${measure}`);
  const { value, resampled } = found;
  const half = Z95 * standardDeviation(resampled, 1);
  return { value, lower: value - half, upper: value + half };
}

/** The difference of a measure of two systems, people drawn alike. */
export function difference(a: ResampledSystem, b: ResampledSystem, measure: string): Estimate {
  const found = compareResampled(a, b).find((one) => one.measure === measure);
  if (found === undefined) throw new Error(`there is no measure ${measure}`);
  return { value: found.difference, lower: found.lower, upper: found.upper };
}
