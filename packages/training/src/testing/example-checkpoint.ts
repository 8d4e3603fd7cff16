import { faceApiPreprocessing, type Network } from '@fairface/model';
import * as tf from '@tensorflow/tfjs';
import type { Checkpoint } from '../checkpoint/save-checkpoint';

/** A small checkpoint with something in every part. */
export function exampleCheckpoint(network: Network, classes = 3): Checkpoint {
  const weights = (seed: number): tf.Tensor2D => tf.randomUniform([network.embedding, classes], -1, 1, 'float32', seed);
  return {
    network,
    preprocessing: { ...faceApiPreprocessing, scale: 1 / 255 },
    provenance: { step: 10 },
    state: {
      parameters: network.initialise(1),
      heads: { base: weights(2) },
      headStates: { base: { t: tf.scalar(0.25) } },
      optimiser: { 'velocity/heads/base': weights(3) },
    },
    run: {
      format: 'fairface-training',
      version: 1,
      step: 10,
      config: { steps: 20 },
      data: { base: { items: 9, classes, sha256: 'x' } },
      best: { step: 10, value: 0.75 },
      stale: 0,
      judgedBy: null,
      engine: 'cpu',
    },
  };
}
