/** Images as `[n, S, S, 3]` RGB bytes (0 to 255), or feature vectors as `[n, D]` floats; row-major. */
export type Inputs = Uint8Array | Float32Array;

/** One branch's part of a batch. */
export interface BranchBatch {
  inputs: Inputs;
  /** `[n]`: the class of every item in its branch. */
  labels: Int32Array;
  /** `[n]` */
  names: string[];
}

/** One group's pairs of a batch. */
export interface PairBatch {
  left: Inputs;
  right: Inputs;
  /** `[n]` */
  names: [string, string][];
}

/** What one training step takes. Its inputs hold until the next but one batch is asked for: their memory is used again. */
export interface TrainBatch {
  /** Number of the step, from 0. */
  step: number;
  /**
   * Everything in one piece: the branches in the order of the plan, then the left sides of all pairs, then the right
   * sides. The inputs of branches and pairs are views of it.
   */
  inputs: Inputs;
  branches: Record<string, BranchBatch>;
  pairs: Record<string, PairBatch>;
  /** How long it was waited for, milliseconds. */
  waitMs: number;
}
