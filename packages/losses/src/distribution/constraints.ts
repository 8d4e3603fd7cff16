export type Divergence = 'kl' | 'js' | 'wasserstein';

export interface DivergenceConstraint {
  /** Weight of every term. */
  readonly weight: number;
  /**
   * Which groups are held to each other, as [anchor, other]. `all`: for `kl` every ordered pair, so that each two groups
   * give two terms, KL(a, b) and KL(b, a); for the symmetric divergences every unordered pair, one term. A list can only
   * be given with anchor `pairs`. @default 'all'
   */
  readonly between?: 'all' | readonly (readonly [string, string])[];
  /**
   * `pairs`: D(first, second) of every pair. `first`: D(first group, other) for every other group (a teacher and its
   * students). `mean`: D(group, mean of all groups) for every group. @default 'pairs'
   */
  readonly anchor?: 'pairs' | 'first' | 'mean';
  /** The anchor (the first of a pair, the first group, the mean) takes no gradient. @default false */
  readonly stopGradient?: boolean;
  /** D. @default 'kl' */
  readonly divergence?: Divergence;
  /** Times `weight`, for the distributions of positives. @default 1 */
  readonly positives?: number;
  /** Times `weight`, for the distributions of negatives. @default 1 */
  readonly negatives?: number;
  /** How much the nodes count, where not all alike. @default null */
  readonly tail?: TailStep | TailRate | null;
}

/** The upper tail only, where a threshold of few false matches lies. */
export interface TailStep {
  /** Nodes from here on count 1. */
  readonly from: number;
  /** What the nodes below count. @default 0 */
  readonly below?: number;
}

/** The more the further up. */
export interface TailRate {
  /**
   * A node t counts in proportion to exp(rate * t), on average 1. With 4 and nodes from 0 to 0.99, the last one counts
   * 52 times the first; below 0 it is the lower tail that counts.
   */
  readonly rate: number;
}

export interface EntropyConstraint {
  readonly weight: number;
  /** Times `weight`, for the distributions of positives. @default 1 */
  readonly positives?: number;
  /** Times `weight`, for the distributions of negatives. @default 1 */
  readonly negatives?: number;
}

export interface OrderConstraint {
  readonly weight: number;
  /** `own`: a group's positives against its own negatives; `all`: against every group's. @default 'own' */
  readonly across?: 'own' | 'all';
}

export interface GenuineConstraint {
  readonly weight: number;
  /** Positives below this are pulled up. */
  readonly threshold: number;
}

/** What the groups' similarity distributions are held to. Each is left out where missing. */
export interface Constraints {
  /** Distributions of different groups should be alike. */
  readonly kl?: DivergenceConstraint;
  /** Distributions should be narrow: their entropy is minimised. */
  readonly entropy?: EntropyConstraint;
  /** Positives above negatives: -(mean positive - mean negative). */
  readonly order?: OrderConstraint;
  /** Genuine pairs above a threshold: mean of max(0, threshold - s)^2 over the group's positives. */
  readonly genuine?: GenuineConstraint;
}
