import * as tf from '@tensorflow/tfjs';
import type { MultiBranchLoss } from '@fairface/losses';
import type { Network } from '@fairface/model';
import type { BatchLayout } from './batch-layout';
import type { HeadShapes } from './state-shapes';
import type { TrainState } from './train-state';
import { xavierWeights } from './xavier-weights';

/** First class weights by branch, row-major [embedding, classes]; branches left out get Xavier's. */
export type HeadInit = Readonly<Record<string, Float32Array>>;

export interface StateParts {
  readonly network: Network;
  readonly loss: MultiBranchLoss;
  readonly layout: BatchLayout;
  /** Of what the state holds. */
  readonly shapes: HeadShapes;
}

/**
 * The state before the first step, from the seed alone.
 *
 * @throws RangeError where class weights name no branch or have another size.
 */
export function initialiseState(
  { network, loss, layout, shapes }: StateParts,
  seed: number,
  init: HeadInit = {},
): TrainState {
  const unknown = Object.keys(init).find((name) => !layout.branches.some((branch) => branch.name === name));
  if (unknown !== undefined) throw new RangeError(`Class weights are given for '${unknown}', which is no branch.`);
  return tf.tidy(() => {
    const heads = Object.entries(shapes.heads).map(([name, shape]) => {
      return [name, headWeights(name, shape as [number, number], seed, init[name])] as const;
    });
    const zeros = Object.entries(shapes.optimiser).map(([name, shape]) => [name, tf.zeros([...shape])] as const);
    return {
      parameters: network.initialise(seed),
      heads: Object.fromEntries(heads),
      headStates: loss.initialState(),
      optimiser: Object.fromEntries(zeros),
    };
  });
}

function headWeights(name: string, shape: [number, number], seed: number, init: Float32Array | undefined): tf.Tensor2D {
  const weights = init ?? xavierWeights(...shape, seed, name);
  checkHeadInit(name, shape, weights);
  return tf.tensor2d(weights, shape);
}

/** @throws RangeError where first class weights have another size than [embedding, classes]. */
export function checkHeadInit(name: string, shape: readonly [number, number], { length }: Float32Array): void {
  if (length === shape[0] * shape[1]) return;
  throw new RangeError(`The class weights of '${name}': expected [${shape.join(', ')}], found ${length} numbers.`);
}
