import type { BetaCalibration } from './beta-calibration';

/** Mean and standard deviation (ddof 1) of impostor scores. */
export interface Moments {
  mean: number;
  deviation: number;
}

/**
 * What a fit found; plain JSON. `by` are the attributes that make the groups. `unresolved` names the groups or clusters with too
 * few impostor pairs to show the target FMR even once: they have the global threshold.
 */
export type MitigationParameters =
  | {
      kind: 'group-thresholds';
      by: string[];
      targetFmr: number;
      global: number;
      thresholds: Record<string, number>;
      unresolved: string[];
    }
  | {
      kind: 'fsn';
      targetFmr: number;
      global: number;
      /** One a cluster: a point among the unit vectors of the features. */
      centres: number[][];
      thresholds: number[];
      unresolved: number[];
    }
  | {
      kind: 'faircal';
      centres: number[][];
      /** One a cluster; `n` counts the pairs that it was fitted on. */
      calibrations: (BetaCalibration & { n: number })[];
    }
  | { kind: 'cohort-group'; by: string[]; cohort: Record<string, Moments> }
  | {
      kind: 'cohort-z' | 'cohort-t';
      by: string[];
      /** For each image, by the group of the people it was compared with (`all` without groups). */
      cohort: Record<string, Record<string, Moments>>;
    };

/** The methods of correction. */
export type MitigationKind = MitigationParameters['kind'];
