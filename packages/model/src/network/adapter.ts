import * as tf from '@tensorflow/tfjs';
import type { AdapterConfig } from '../config/model-config';
import { SLOPE } from '../layers/activate';
import { parameter } from '../layers/scope';
import { checkInput } from './check-input';
import { initialise } from './initialise';
import type { Network } from './network';
import { biasSpec, meanSpec, slopeSpec, type ParameterSpec, type TensorRecord, weightsSpec } from './parameter-spec';

/**
 * A residual network on feature vectors of a frozen model: with u = normalise(x - mean), or u = x where it does not centre,
 * it gives u + Wu + b or, with a hidden layer, u + W2 act(W1 u + b1) + b2. The last layer starts at zero: an untrained
 * adapter gives u.
 *
 * `centre/movingMean` is the mean of the features it was trained on. It starts at zero and no step changes it: the trainer
 * sets it. One that trains on vectors centred before builds with `centre: false` and saves with `centre: true`, the mean
 * added to the parameters.
 */
export function adapter(config: AdapterConfig): Network {
  const { inputDimension: dimension, centre, hidden, activation } = config;
  const specs: ParameterSpec[] = centre ? [meanSpec('centre', dimension)] : [];
  if (hidden > 0) {
    specs.push(weightsSpec('hidden', dimension, hidden), biasSpec('hidden', hidden));
    if (activation === 'prelu') specs.push(slopeSpec('hidden', hidden));
  }
  specs.push(weightsSpec('output', hidden > 0 ? hidden : dimension, dimension), biasSpec('output', dimension));
  const inputShape = [dimension];
  return {
    config,
    specs,
    inputShape,
    embedding: dimension,
    initialise: (seed) => initialise(specs, seed, ['output/weights']),
    forward: (parameters, input) => {
      checkInput(input, inputShape);
      const embeddings = tf.tidy(() => {
        const x = input as tf.Tensor2D;
        const u = centre ? normalise(tf.sub(x, parameter({ parameters }, 'centre/movingMean'))) : x;
        const inner = hidden > 0 ? hiddenLayer(parameters, activation, u) : u;
        return tf.add<tf.Tensor2D>(u, dense(parameters, 'output', inner));
      });
      return { embeddings, moving: {} };
    },
  };
}

function hiddenLayer(parameters: TensorRecord, activation: AdapterConfig['activation'], x: tf.Tensor2D): tf.Tensor2D {
  const y = dense(parameters, 'hidden', x);
  return activation === 'prelu' ? tf.prelu(y, parameter({ parameters }, 'hidden/slope')) : tf.leakyRelu(y, SLOPE);
}

function dense(parameters: TensorRecord, name: string, x: tf.Tensor2D): tf.Tensor2D {
  const weights = parameter<tf.Tensor2D>({ parameters }, `${name}/weights`);
  return tf.add(tf.matMul(x, weights), parameter({ parameters }, `${name}/bias`));
}

/** Rows of unit length; a row of zeros stays. */
function normalise(x: tf.Tensor2D): tf.Tensor2D {
  return tf.mul(x, tf.rsqrt(tf.add(tf.sum(tf.square(x), 1, true), 1e-12)));
}
