import * as tf from '@tensorflow/tfjs';
import type { MultiBranchLoss } from '@fairface/losses';
import type { Network } from '@fairface/model';
import type { Optimiser } from '../optimiser/optimiser';
import type { BatchLayout, BranchRows } from './batch-layout';
import type { TrainedVariables } from './trained-variables';
import type { TrainState } from './train-state';
import { xavierWeights } from './xavier-weights';

/** First class weights by branch, row-major [embedding, classes]; branches left out get Xavier's. */
export type HeadInit = Readonly<Record<string, Float32Array>>;

export interface StateParts {
  readonly network: Network;
  readonly loss: MultiBranchLoss;
  readonly layout: BatchLayout;
  readonly optimiser: Optimiser;
  readonly variables: TrainedVariables;
}

/**
 * The state before the first step, from the seed alone.
 *
 * @throws RangeError where class weights name no branch or have another size.
 */
export function initialiseState(parts: StateParts, seed: number, init: HeadInit = {}): TrainState {
  const { network, loss, layout, optimiser, variables } = parts;
  const unknown = Object.keys(init).find((name) => !layout.branches.some((branch) => branch.name === name));
  if (unknown !== undefined) throw new RangeError(`Class weights are given for '${unknown}', which is no branch.`);
  return tf.tidy(() => {
    const heads = Object.fromEntries(
      layout.branches.map((branch) => [branch.name, headWeights(parts, branch, seed, init)]),
    );
    const state = { parameters: network.initialise(seed), heads, headStates: loss.initialState() };
    const trained = Object.entries(variables.tensors(state)).map(([name, { shape }]) => [name, shape] as const);
    const shapes = optimiser.stateShapes(Object.fromEntries(trained));
    const zeros = Object.entries(shapes).map(([name, shape]) => [name, tf.zeros([...shape])] as const);
    return { ...state, optimiser: Object.fromEntries(zeros) };
  });
}

function headWeights(
  { network, loss }: StateParts,
  { name, classes }: BranchRows,
  seed: number,
  init: HeadInit,
): tf.Tensor2D {
  const shape = loss.heads[name]?.weightShape(network.embedding, classes);
  if (shape === undefined) throw new RangeError(`The loss has no branch '${name}'.`);
  const weights = init[name] ?? xavierWeights(...shape, seed, name);
  if (weights.length !== shape[0] * shape[1]) {
    throw new RangeError(
      `The class weights of '${name}': expected [${shape.join(', ')}], found ${weights.length} numbers.`,
    );
  }
  return tf.tensor2d(weights, shape);
}
