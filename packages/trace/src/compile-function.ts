import * as tf from '@tensorflow/tfjs';
import type { FedTensors, TensorSpec, TensorTree } from './definition';
import { trace } from './trace';
import type { Tree } from './tensor-tree';

/** A function of tensors of fixed shapes, ready to be called again and again. */
export interface CompiledFunction<Inputs, Outputs> {
  /** Whether it runs as a TensorFlow graph; eagerly otherwise. */
  readonly traced: boolean;
  /** Computes the outputs, to be disposed of by the caller (or a `tf.tidy`). */
  run(inputs: Inputs): Outputs;
  /** Frees the graph. What the function captured is the caller's. */
  dispose(): void;
}

/**
 * Makes the most of a pure function for inference: with the native engine current it becomes a TensorFlow graph, whose
 * operations TensorFlow fuses; with any other it stays as it is. Both give the same numbers but for rounding.
 *
 * Tensors that the function captures, such as weights, are frozen into the graph; without a graph they are used as they
 * are, so keep them for as long as the compiled function.
 *
 * @param inputs - shapes of what it will be fed with
 * @throws TraceError as `trace`.
 */
export async function compileFunction<Specs extends Tree<TensorSpec>, Outputs extends TensorTree>(
  inputs: Specs,
  compute: (inputs: FedTensors<Specs>) => Outputs,
): Promise<CompiledFunction<FedTensors<Specs>, Outputs>> {
  if (tf.getBackend() !== 'tensorflow') {
    const run = (fed: FedTensors<Specs>): Outputs => tf.tidy(() => compute(fed) as tf.TensorContainer) as Outputs;
    return { traced: false, run, dispose: () => undefined };
  }
  const step = (fed: FedTensors<Specs>) => ({ outputs: compute(fed) });
  const session = await trace({
    variables: {},
    functions: { compute: { inputs, step } },
    captured: 'freeze',
    maxConstantBytes: Infinity,
  });
  return {
    traced: true,
    run: (fed) => session.run('compute', fed as never) as Outputs,
    dispose: () => session.dispose(),
  };
}
