import type * as tf from '@tensorflow/tfjs';
import type { TensorTree, TracedFunctions } from './definition';
import type { GraphConstant } from './graph/graph';
import type { Tree } from './tensor-tree';

/** An input of a recorded function. */
export interface Feed {
  /** The node that is fed. */
  readonly node: string;
  readonly dtype: tf.DataType;
  readonly shape: readonly number[];
}

/** A variable of the session and the nodes that belong to all functions. */
export interface VariableSlot {
  readonly path: string;
  readonly dtype: tf.DataType;
  readonly shape: readonly number[];
  /** Its handle. */
  readonly handle: string;
  /** Fetched to read it. */
  readonly value: string;
  /** Fed to write it. */
  readonly feed: string;
  /** Runs to write it. */
  readonly assign: string;
}

/** A function as the session runs it: always the same feeds and fetches, as every new set of them is optimised anew. */
export interface RecordedFunction {
  /** By input path. */
  readonly feeds: ReadonlyMap<string, Feed>;
  /** Nodes by output path; one node under '' where there are no outputs. */
  readonly fetches: ReadonlyMap<string, string>;
  /** The nesting of the outputs, of their paths. */
  readonly outputs: Tree<string>;
  /** Paths of the variables that get new values. */
  readonly assigned: readonly string[];
}

/** What was recorded, for people. */
export interface TraceReport {
  /** Operations in the graph. */
  readonly nodes: number;
  readonly graphBytes: number;
  /** Tensors made in JavaScript that are part of the graph. */
  readonly constants: {
    readonly count: number;
    readonly bytes: number;
    /** The five largest. */
    readonly largest: readonly GraphConstant[];
  };
  readonly functions: Readonly<
    Record<
      string,
      { readonly inputs: readonly string[]; readonly outputs: readonly string[]; readonly assigned: readonly string[] }
    >
  >;
}

/**
 * A recorded graph: plain data that `structuredClone` and a child process with `serialization: 'advanced'` pass on, so
 * that a process which never ran the function eagerly can open it.
 */
export interface Recording<Variables = TensorTree, Functions extends TracedFunctions = TracedFunctions> {
  /** `saved_model.pb`, without weights. */
  readonly savedModel: Uint8Array;
  readonly functions: ReadonlyMap<string, RecordedFunction>;
  readonly slots: readonly VariableSlot[];
  /** The nesting of the variables, of their paths. */
  readonly variables: Tree<string>;
  /** Fetched to write all variables. */
  readonly written: string;
  readonly report: TraceReport;
  /** Only for the compiler: what was recorded. */
  readonly types?: { readonly variables: Variables; readonly functions: Functions };
}
