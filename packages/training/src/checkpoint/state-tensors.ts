import type * as tf from '@tensorflow/tfjs';
import type { TensorRecord } from '../optimiser/optimiser';
import type { TrainState } from '../step/train-state';

/**
 * All tensors of a state but the network's, by the names under which a checkpoint keeps them: `heads/BRANCH`,
 * `headStates/BRANCH/NAME`, `optimiser/NAME`.
 */
export function stateTensors({ heads, headStates, optimiser }: Omit<TrainState, 'parameters'>): TensorRecord {
  const named = (prefix: string, record: TensorRecord): [string, tf.Tensor][] =>
    Object.entries(record).map(([name, tensor]) => [`${prefix}/${name}`, tensor]);
  return Object.fromEntries([
    ...named('heads', heads),
    ...Object.entries(headStates).flatMap(([branch, state]) => named(`headStates/${branch}`, state)),
    ...named('optimiser', optimiser),
  ]);
}

/** The same tree with other tensors. */
export function replaceStateTensors(
  { heads, headStates, optimiser }: Omit<TrainState, 'parameters'>,
  tensors: TensorRecord,
): Omit<TrainState, 'parameters'> {
  const taken = <T extends TensorRecord>(prefix: string, record: T): T =>
    Object.fromEntries(Object.keys(record).map((name) => [name, tensors[`${prefix}/${name}`]])) as T;
  return {
    heads: taken('heads', heads),
    headStates: Object.fromEntries(
      Object.entries(headStates).map(([branch, state]) => [branch, taken(`headStates/${branch}`, state)]),
    ),
    optimiser: taken('optimiser', optimiser),
  };
}
