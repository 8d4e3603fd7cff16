import type * as tf from '@tensorflow/tfjs';
import type { Network } from '@fairface/model';
import { checkPatterns, namePattern } from '../optimiser/name-pattern';
import type { OptimisedVariable, TensorRecord } from '../optimiser/optimiser';
import { headName } from './batch-gradients';
import type { BatchLayout } from './batch-layout';
import type { TrainState } from './train-state';

/** What a training changes by gradients, under one name each. */
export interface TrainedVariables {
  readonly list: readonly OptimisedVariable[];
  /** Their tensors in a state that has all of them, sampled rows too. */
  tensors(state: Pick<TrainState, 'parameters' | 'heads'>): TensorRecord;
  /** The other way round: by name into parameters and heads. */
  apart(tensors: TensorRecord): Pick<TrainState, 'parameters' | 'heads'>;
}

/**
 * The trainable parameters of a network by their names, and class weights as `heads/BRANCH`, less what is frozen.
 *
 * @throws RangeError where a pattern fits nothing, or everything is frozen.
 */
export function trainedVariables(network: Network, layout: BatchLayout, freeze: readonly string[]): TrainedVariables {
  const heads = layout.branches.map(({ name }) => ({ branch: name, name: headName(name) }));
  checkPatterns(
    'freeze',
    freeze,
    [...network.specs, ...heads].map(({ name }) => name),
  );
  const isFrozen = namePattern(freeze);
  const parameters = network.specs.filter(({ name, trainable }) => trainable && !isFrozen(name));
  const trainedHeads = heads.filter(({ name }) => !isFrozen(name));
  if (parameters.length + trainedHeads.length === 0) throw new RangeError('freeze: nothing is left to train.');
  return {
    list: [...parameters, ...trainedHeads.map(({ name }) => ({ name, kind: 'classWeights' as const }))],
    tensors: (state) => ({
      ...Object.fromEntries(parameters.map(({ name }) => [name, tensorOf(state.parameters, name)])),
      ...Object.fromEntries(trainedHeads.map(({ branch, name }) => [name, tensorOf(state.heads, branch)])),
    }),
    apart: (tensors) => ({
      parameters: Object.fromEntries(parameters.map(({ name }) => [name, tensorOf(tensors, name)])),
      heads: Object.fromEntries(
        trainedHeads.map(({ branch, name }) => [branch, tensorOf(tensors, name) as tf.Tensor2D]),
      ),
    }),
  };
}

function tensorOf(record: TensorRecord, name: string): tf.Tensor {
  const tensor = record[name];
  if (tensor === undefined) throw new RangeError(`The state has no tensor '${name}'.`);
  return tensor;
}
