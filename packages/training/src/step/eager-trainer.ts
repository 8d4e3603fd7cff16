import * as tf from '@tensorflow/tfjs';
import { checkTensors } from './check-tensors';
import { embedInParts } from './embed-in-parts';
import { readMetrics } from './read-metrics';
import { flattenTensors, mapTensors } from './tensor-tree';
import type { TrainState } from './train-state';
import type { Trainer } from './trainer';
import type { TrainStep } from './train-step';

/** A trainer that runs its step operation by operation, on any engine. */
export function eagerTrainer(trainStep: TrainStep, initial: TrainState, embedRows: number): Trainer {
  let state = kept(initial);
  let disposed = false;
  const inUse = (): TrainState => {
    if (disposed) throw new Error('This trainer has been disposed of.');
    return state;
  };
  return {
    traced: false,
    embedRows,
    run(inputs) {
      const before = inUse();
      checkTensors('input', trainStep.inputSpecs, inputs);
      const outputs = tf.tidy(() => {
        const { outputs, variables } = trainStep.step(inputs, before);
        const changed = flattenTensors(variables);
        state = mapTensors(before, (tensor, path) => {
          const next = changed.get(path);
          if (next === undefined || next.id === tensor.id) return tensor;
          tensor.dispose();
          return tf.keep(next);
        });
        return outputs;
      });
      try {
        return readMetrics(outputs);
      } finally {
        tf.dispose(outputs);
      }
    },
    embed: (inputs) =>
      embedInParts(inputs, embedRows, (part) => trainStep.embed({ inputs: part }, inUse()).outputs.embeddings),
    read: () => mapTensors(inUse(), (tensor) => tf.clone(tensor)),
    write(values) {
      checkTensors('tensor of the state', inUse(), values);
      tf.dispose(state);
      state = kept(values);
    },
    dispose() {
      if (!disposed) tf.dispose(state);
      disposed = true;
    },
  };
}

/** Handles of the trainer's own: no `tf.tidy` and no caller takes them away. */
function kept(state: TrainState): TrainState {
  return mapTensors(state, (tensor) => tf.keep(tf.clone(tensor)));
}
