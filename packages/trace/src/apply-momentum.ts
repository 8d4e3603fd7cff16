import * as tf from '@tensorflow/tfjs';
import { activeRecorder } from './record/with-hooks';

export interface MomentumStep<R extends tf.Rank = tf.Rank> {
  /** What is learned, float32. */
  readonly variable: tf.Tensor<R>;
  /** Its running sum of gradients, same shape. */
  readonly velocity: tf.Tensor<R>;
  readonly gradient: tf.Tensor<R>;
  /** A scalar; as a tensor it can be fed. */
  readonly learningRate: tf.Scalar | number;
  /** A scalar, such as 0.9. */
  readonly momentum: tf.Scalar | number;
}

/**
 * Stochastic gradient descent with momentum: velocity' = momentum * velocity + gradient,
 * variable' = variable - learningRate * velocity'. A pure function of tensors on every backend. Recorded, where both
 * results are returned as the new values of `variable` and `velocity`, it becomes TensorFlow's ResourceApplyMomentum,
 * which updates both in place in one pass over memory.
 *
 * Not doing a step is a matter of its arguments: learning rate 0, momentum 1 and gradient 0 leave both as they are.
 */
export function applyMomentum<R extends tf.Rank>(
  step: MomentumStep<R>,
): Pick<MomentumStep<R>, 'variable' | 'velocity'> {
  const { variable, velocity, gradient } = step;
  return tf.tidy(() => {
    const [learningRate, momentum] = [scalar(step.learningRate), scalar(step.momentum)];
    const newVelocity: tf.Tensor<R> = tf.add(tf.mul(velocity, momentum), gradient);
    const newVariable: tf.Tensor<R> = tf.sub(variable, tf.mul(newVelocity, learningRate));
    const updated = { variable: newVariable, velocity: newVelocity };
    activeRecorder()?.noteMomentum({ variable, velocity, gradient, learningRate, momentum, updated });
    return updated;
  });
}

function scalar(value: tf.Scalar | number): tf.Scalar {
  return typeof value === 'number' ? tf.scalar(value) : value;
}
