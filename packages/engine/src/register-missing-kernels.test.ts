import * as tf from '@tensorflow/tfjs';
import { batchNormTrain } from './batch-norm-train';
import { registerMissingKernels } from './register-missing-kernels';
import { computeWith, nativeIsInstalled, relativeError, waves } from './testing/engines';

/** Loss and all gradients of a small network with every kind of layer that training uses. */
function trainStep(): tf.Tensor[] {
  const images = waves([4, 9, 9, 3], 0) as tf.Tensor4D;
  const labels = tf.oneHot(tf.tensor1d([0, 3, 1, 3], 'int32'), 5);
  const weights = [[3, 3, 3, 8], [8], [8], [8], [1, 1, 8, 6], [6, 3], [3, 6], [6, 7], [5, 7]].map((shape, i) =>
    waves(shape, i),
  );
  const loss = (...[conv, scale, offset, slope, point, down, up, embed, classes]: tf.Tensor[]) => {
    const first: tf.Tensor4D = tf.conv2d(images, conv as tf.Tensor4D, 1, 'same');
    const { y } = batchNormTrain(first, scale as tf.Tensor1D, offset as tf.Tensor1D);
    const second = tf.conv2d(
      tf.maxPool(tf.prelu(y, slope as tf.Tensor) as tf.Tensor4D, 3, 2, 'same'),
      point as tf.Tensor4D,
      2,
      'same',
    );
    const squeezed = tf.sigmoid(
      tf.matMul(tf.relu(tf.matMul(tf.mean(second, [1, 2]), down as tf.Tensor)), up as tf.Tensor),
    );
    const excited = tf.mean(tf.mul(second, tf.reshape(squeezed, [4, 1, 1, 6])), [1, 2]);
    const faces = tf.matMul(excited, embed as tf.Tensor);
    const directions = tf.div(faces, tf.norm(faces, 2, 1, true));
    const proxies = tf.gather(classes as tf.Tensor, tf.tensor1d([4, 3, 2, 1, 0], 'int32'));
    const cosines = tf.matMul(directions, tf.div(proxies, tf.norm(proxies, 2, 1, true)), false, true);
    return tf.losses.softmaxCrossEntropy(labels, tf.mul(cosines, 8)) as tf.Scalar;
  };
  const { value, grads } = tf.valueAndGrads(loss)(weights);
  return [value, ...grads];
}

describe('a training step on the wasm engine', () => {
  it('gives the loss and the gradients of the cpu engine', async () => {
    const expected = await computeWith('cpu', trainStep);
    const found = await computeWith('wasm', trainStep);
    expect(found).toHaveLength(10);
    found.forEach((numbers, i) => expect(relativeError(numbers, expected[i] ?? [])).toBeLessThan(1e-4));
  });

  it('gives the loss and the gradients of the native engine', async () => {
    if (!nativeIsInstalled()) return;
    const expected = await computeWith('native', trainStep);
    const found = await computeWith('wasm', trainStep);
    found.forEach((numbers, i) => expect(relativeError(numbers, expected[i] ?? [])).toBeLessThan(1e-4));
  });
});

describe('registerMissingKernels', () => {
  it('changes nothing when called again', () => {
    registerMissingKernels();
    const kernels = tf.getKernelsForBackend('wasm');
    registerMissingKernels();
    expect(tf.getKernelsForBackend('wasm')).toEqual(kernels);
    expect(tf.getKernel('Conv2DBackpropFilter', 'wasm')).toBeDefined();
    expect(tf.getKernel('UnsortedSegmentSum', 'wasm')).toBeDefined();
  });
});
