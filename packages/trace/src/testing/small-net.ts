import * as tf from '@tensorflow/tfjs';
import type { TraceDefinition } from '../definition';

export type Batch = { images: tf.Tensor4D; labels: tf.Tensor1D; learningRate: tf.Scalar };
export type Params = { kernel: tf.Tensor4D; weights: tf.Tensor2D; bias: tf.Tensor1D };
export type State = { params: Params; velocity: Params };

export const CLASSES = 5;

/** A convolution, a pooling and a dense layer on 8 x 8 images. */
export function predict({ kernel, weights, bias }: Params, images: tf.Tensor4D): tf.Tensor2D {
  const features = tf.maxPool(tf.leakyRelu(tf.conv2d(images, kernel, 1, 'same')), 2, 2, 'same');
  return tf.add(tf.matMul(tf.reshape(features, [images.shape[0], -1]), weights), bias);
}

/** One step of stochastic gradient descent with momentum, as anybody writes it. */
export function train({ images, labels, learningRate }: Batch, { params, velocity }: State) {
  const loss = (...[kernel, weights, bias]: tf.Tensor[]): tf.Scalar => {
    const logits = predict({ kernel, weights, bias } as Params, images);
    return tf.losses.softmaxCrossEntropy(tf.oneHot(labels, CLASSES), logits);
  };
  const { value, grads } = tf.valueAndGrads(loss)([params.kernel, params.weights, params.bias]);
  const [kernel, weights, bias] = grads as [tf.Tensor4D, tf.Tensor2D, tf.Tensor1D];
  const next = <R extends tf.Rank>(variable: tf.Tensor<R>, before: tf.Tensor<R>, gradient: tf.Tensor<R>) => {
    const velocity: tf.Tensor<R> = tf.add(tf.mul(before, 0.9), gradient);
    return { variable: tf.sub(variable, tf.mul(velocity, learningRate)) as tf.Tensor<R>, velocity };
  };
  const k = next(params.kernel, velocity.kernel, kernel);
  const w = next(params.weights, velocity.weights, weights);
  const b = next(params.bias, velocity.bias, bias);
  return {
    outputs: { loss: value },
    variables: {
      params: { kernel: k.variable, weights: w.variable, bias: b.variable },
      velocity: { kernel: k.velocity, weights: w.velocity, bias: b.velocity },
    },
  };
}

export function evaluate({ images }: { images: tf.Tensor4D }, { params }: State) {
  return { outputs: { classes: tf.argMax(predict(params, images), 1) } };
}

const BATCH = 6;
const inputs = {
  images: { shape: [BATCH, 8, 8, 3] },
  labels: { shape: [BATCH], dtype: 'int32' as const },
  learningRate: { shape: [] },
};

/** Both functions over the same variables. */
export function smallNet() {
  const shapes = { kernel: [3, 3, 3, 4], weights: [64, CLASSES], bias: [CLASSES] } as const;
  const normal = (shape: readonly number[], seed: number) => tf.randomNormal([...shape], 0, 0.2, 'float32', seed);
  const params = { kernel: normal(shapes.kernel, 1), weights: normal(shapes.weights, 2), bias: normal(shapes.bias, 3) };
  const velocity = Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, tf.zeros([...shape])]));
  return {
    variables: { params, velocity } as State,
    functions: { train: { inputs, step: train }, evaluate: { inputs: { images: inputs.images }, step: evaluate } },
  } satisfies TraceDefinition;
}

export function batch(number: number): Batch {
  return {
    images: tf.randomNormal<tf.Rank.R4>([BATCH, 8, 8, 3], 0, 1, 'float32', number),
    labels: tf.tensor1d(
      Array.from({ length: BATCH }, (_, i) => (i * 3 + number) % CLASSES),
      'int32',
    ),
    learningRate: tf.scalar(0.1 / (1 + number)),
  };
}
