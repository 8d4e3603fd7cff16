import * as tf from '@tensorflow/tfjs';
import { trace } from '@fairface/trace';
import { embedInParts } from './embed-in-parts';
import { readMetrics } from './read-metrics';
import type { TrainState } from './train-state';
import type { Trainer } from './trainer';
import type { TrainStep } from './train-step';

/**
 * A trainer of which the step and the embedding run as TensorFlow graphs in one session that holds the state.
 *
 * @throws TraceError where the current backend is not the native one, or something cannot be recorded.
 */
export async function tracedTrainer(trainStep: TrainStep, initial: TrainState, embedRows: number): Promise<Trainer> {
  const { inputSpecs, network, step, embed } = trainStep;
  const rows = { inputs: { shape: [embedRows, ...network.inputShape] } };
  const session = await trace({
    variables: initial,
    functions: { train: { inputs: inputSpecs, step }, embed: { inputs: rows, step: embed } },
  });
  return {
    traced: true,
    embedRows,
    run(inputs) {
      const outputs = session.run('train', inputs);
      try {
        return readMetrics(outputs);
      } finally {
        tf.dispose(outputs);
      }
    },
    embed: (inputs) => embedInParts(inputs, embedRows, (part) => session.run('embed', { inputs: part }).embeddings),
    read: () => session.read(),
    write: (state) => session.write(state),
    dispose: () => session.dispose(),
  };
}
