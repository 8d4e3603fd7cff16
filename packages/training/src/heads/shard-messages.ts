import type { EngineName } from '@fairface/engine';
import type { HeadOptions, SoftmaxShare } from '@fairface/losses';

/** Numbers of a head's state by name. */
export type HeadState = Record<string, number>;

/** What a shard's process is asked. */
export interface ShardRequests {
  open: {
    readonly head: HeadOptions;
    readonly engine: EngineName | 'auto';
    readonly dimension: number;
    /** Number of the shard's first class, and how many it has. */
    readonly first: number;
    readonly classes: number;
    /** Classes of the whole head. */
    readonly allClasses: number;
    readonly seed: number;
  };
  forward: { readonly embeddings: Float32Array; readonly labels: Int32Array; readonly validRows: Float32Array };
  softmax: { readonly target: Float32Array };
  backward: { readonly logSum: Float32Array };
  update: {
    readonly learningRate: number;
    readonly momentum: number;
    readonly l2: number;
    readonly gradientScale: number;
  };
  read: Record<never, never>;
  write: ShardContent;
}

/** What it answers. */
export interface ShardAnswers {
  open: undefined;
  forward: { readonly target: Float32Array; readonly halfSquares: number };
  softmax: SoftmaxShare;
  backward: { readonly embeddings: Float32Array; readonly squaredNorm: number };
  update: undefined;
  read: ShardContent;
  write: undefined;
}

/** All that a shard carries from step to step; matrices [D, columns of the shard]. */
export interface ShardContent {
  readonly weights: Float32Array;
  readonly momentum: Float32Array;
  readonly state: HeadState;
}

export type ShardRequest = {
  [Kind in keyof ShardRequests]: { kind: Kind; body: ShardRequests[Kind] };
}[keyof ShardRequests];

export type ShardReply = { readonly answer: unknown } | { readonly error: string };
