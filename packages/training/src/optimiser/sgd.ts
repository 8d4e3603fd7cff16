import * as tf from '@tensorflow/tfjs';
import { applyMomentum } from '@fairface/trace';
import type { Optimiser, OptimiserStep, SgdOptions, TensorRecord } from './optimiser';
import type { ParameterRule } from './parameter-rules';

/**
 * velocity' = momentum * velocity + g, variable' = variable - rate * velocity', where g = gradient + weightDecay *
 * variable; with Nesterov's look-ahead variable' = variable - rate * (g + momentum * velocity'). Velocities start at 0.
 */
export function sgd(
  { momentum = 0.9, nesterov = false }: SgdOptions,
  rules: ReadonlyMap<string, ParameterRule>,
): Optimiser {
  return {
    stateShapes: (shapes) =>
      momentum === 0
        ? {}
        : Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [`velocity/${name}`, shape])),
    apply({ variables, gradients, state, learningRate, finite }) {
      const moved: TensorRecord = {};
      const velocities: TensorRecord = {};
      const skipping = finite === undefined ? undefined : { finite, ...skippedScalars(finite, learningRate, momentum) };
      for (const [name, variable] of Object.entries(variables)) {
        const { weightDecay = 0, rate = 1 } = rules.get(name) ?? {};
        const next = tf.tidy(() => {
          const gradient = decayed(gradients[name] as tf.Tensor, variable, weightDecay);
          const g = finite === undefined ? gradient : tf.where(finite, gradient, tf.zerosLike(gradient));
          const scaled = scaledRate(skipping?.learningRate ?? learningRate, rate);
          const velocity = state[`velocity/${name}`];
          if (velocity === undefined) return { variable: tf.sub(variable, tf.mul(g, scaled)) };
          const m = skipping?.momentum ?? momentum;
          if (!nesterov) return applyMomentum({ variable, velocity, gradient: g, learningRate: scaled, momentum: m });
          const ahead = tf.add(tf.mul(velocity, m), g);
          return { variable: tf.sub(variable, tf.mul(tf.add(g, tf.mul(ahead, m)), scaled)), velocity: ahead };
        }) as { variable: tf.Tensor; velocity?: tf.Tensor };
        moved[name] = next.variable;
        if (next.velocity !== undefined) velocities[`velocity/${name}`] = next.velocity;
      }
      tf.dispose([skipping?.learningRate ?? [], skipping?.momentum ?? []]);
      return { variables: moved, state: velocities };
    },
  };
}

/** Learning rate 0, momentum 1 and gradient 0 leave variable and velocity as they are. */
function skippedScalars(finite: tf.Scalar, learningRate: tf.Scalar, momentum: number) {
  return tf.tidy(() => ({
    learningRate: tf.where(finite, learningRate, tf.scalar(0)) as tf.Scalar,
    momentum: tf.where(finite, tf.scalar(momentum), tf.scalar(1)) as tf.Scalar,
  }));
}

function decayed(gradient: tf.Tensor, variable: tf.Tensor, weightDecay: number): tf.Tensor {
  return weightDecay === 0 ? gradient : tf.add(gradient, tf.mul(variable, weightDecay));
}

/** Shared by the optimisers: the learning rate of one variable. */
export function scaledRate(learningRate: OptimiserStep['learningRate'], rate: number): tf.Scalar {
  return rate === 1 ? learningRate : tf.mul<tf.Scalar>(learningRate, rate);
}
