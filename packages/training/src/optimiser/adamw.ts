import * as tf from '@tensorflow/tfjs';
import type { AdamwOptions, Optimiser, TensorRecord } from './optimiser';
import type { ParameterRule } from './parameter-rules';
import { scaledRate } from './sgd';

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2; the numbers of torch.optim.AdamW):
 * mean' = beta1 mean + (1 - beta1) g, square' = beta2 square + (1 - beta2) g^2, variable' = variable (1 - rate
 * weightDecay) - rate (mean' / (1 - beta1^t)) / (sqrt(square' / (1 - beta2^t)) + epsilon), t counted from 1. All state
 * starts at 0; `steps` is the number of steps done.
 */
export function adamw(
  { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: AdamwOptions,
  rules: ReadonlyMap<string, ParameterRule>,
): Optimiser {
  return {
    stateShapes: (shapes) => ({
      ...Object.fromEntries(
        Object.entries(shapes).flatMap(([name, shape]) => [
          [`mean/${name}`, shape],
          [`square/${name}`, shape],
        ]),
      ),
      steps: [],
    }),
    apply: ({ variables, gradients, state, learningRate, finite }) =>
      tf.tidy(() => {
        const when = <T extends tf.Tensor>(then: T, otherwise: T): T =>
          finite === undefined ? then : (tf.where(finite, then, otherwise) as T);
        const steps = tf.add(state['steps'] as tf.Scalar, 1) as tf.Scalar;
        const moved: TensorRecord = {};
        const next: TensorRecord = {};
        const [meanScale, squareScale] = [correction(beta1, steps), correction(beta2, steps)];
        for (const [name, variable] of Object.entries(variables)) {
          const { weightDecay = 0, rate = 1 } = rules.get(name) ?? {};
          const [mean, square] = [state[`mean/${name}`] as tf.Tensor, state[`square/${name}`] as tf.Tensor];
          const gradient = gradients[name] as tf.Tensor;
          const [movedOne, newMean, newSquare] = tf.tidy(() => {
            const scaled = scaledRate(learningRate, rate);
            const average = tf.add(tf.mul(mean, beta1), tf.mul(gradient, 1 - beta1));
            const squares = tf.add(tf.mul(square, beta2), tf.mul(tf.square(gradient), 1 - beta2));
            const root = tf.add(tf.sqrt(tf.mul(squares, squareScale)), epsilon);
            const change = tf.mul(tf.div(average, root), tf.mul(scaled, meanScale));
            const kept = weightDecay === 0 ? variable : tf.mul(variable, tf.sub(1, tf.mul(scaled, weightDecay)));
            return [when(tf.sub(kept, change), variable), when(average, mean), when(squares, square)];
          }) as [tf.Tensor, tf.Tensor, tf.Tensor];
          moved[name] = movedOne;
          next[`mean/${name}`] = newMean;
          next[`square/${name}`] = newSquare;
        }
        next['steps'] = when(steps, state['steps'] as tf.Scalar);
        return { variables: moved, state: next };
      }),
  };
}

/** 1 / (1 - beta^t); expm1 keeps the digits that 1 - beta^t loses in float32 where beta is close to 1. */
function correction(beta: number, steps: tf.Scalar): tf.Scalar {
  return tf.reciprocal(tf.neg(tf.expm1(tf.mul(steps, Math.log(beta)))));
}
