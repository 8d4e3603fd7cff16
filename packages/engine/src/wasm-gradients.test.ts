import * as tf from '@tensorflow/tfjs';
import { computeWith, relativeError } from './testing/engines';

/** Irregular numbers, about -1 to 1, no two of a window alike. */
function values(shape: number[], phase: number): tf.Tensor {
  const numbers = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, (_, i) => Math.sin(i * i * 0.37 + phase));
  return tf.tensor(numbers, shape);
}

type Operation = [name: string, inputs: number[][], operation: (...inputs: tf.Tensor[]) => tf.Tensor];

const image = (x: tf.Tensor | undefined) => x as tf.Tensor4D;
const operations: Operation[] = [
  ['add', [[4, 3, 3, 2], [2]], (a, b) => tf.add(image(a), b as tf.Tensor)],
  [
    'mul by gates',
    [
      [4, 3, 3, 6],
      [4, 1, 1, 6],
    ],
    (a, b) => tf.mul(image(a), b as tf.Tensor),
  ],
  ['div by a norm', [[4, 6]], (x) => tf.div(x as tf.Tensor, tf.norm(x as tf.Tensor, 2, 1, true))],
  [
    'batchNorm with fixed statistics',
    [[4, 3, 3, 2], [2], [2]],
    (x, s, o) =>
      tf.batchNorm(image(x), tf.tensor1d([0.1, 0.2]), tf.tensor1d([1, 2]), o as tf.Tensor1D, s as tf.Tensor1D),
  ],
  ['max pool, overlapping, same', [[4, 9, 9, 8]], (x) => tf.maxPool(image(x), 3, 2, 'same')],
  ['max pool, valid', [[2, 8, 8, 3]], (x) => tf.maxPool(image(x), 2, 2, 'valid')],
  ['max pool, padded by a number', [[2, 7, 7, 3]], (x) => tf.maxPool(image(x), 3, 2, 1, 'floor')],
  ['average pool', [[4, 8, 8, 3]], (x) => tf.avgPool(image(x), 2, 2, 'valid')],
  ['global mean', [[4, 5, 5, 3]], (x) => tf.mean(image(x), [1, 2])],
  ['prelu', [[4, 5, 5, 3], [3]], (x, a) => tf.prelu(image(x), a as tf.Tensor)],
  ['leakyRelu', [[4, 6]], (x) => tf.leakyRelu(x as tf.Tensor, 0.1)],
  ['relu', [[4, 6]], (x) => tf.relu(x as tf.Tensor)],
  ['relu6', [[4, 6]], (x) => tf.relu6(tf.mul(x as tf.Tensor, 8))],
  ['sigmoid', [[4, 6]], (x) => tf.sigmoid(x as tf.Tensor)],
  ['tanh', [[4, 6]], (x) => tf.tanh(x as tf.Tensor)],
  ['softplus', [[4, 6]], (x) => tf.softplus(x as tf.Tensor)],
  ['exp and log', [[4, 6]], (x) => tf.log(tf.add(tf.exp(x as tf.Tensor), 1))],
  ['sqrt of square', [[4, 6]], (x) => tf.sqrt(tf.add(tf.square(x as tf.Tensor), 0.1))],
  ['acos and cos', [[4, 6]], (x) => tf.cos(tf.add(tf.acos(tf.mul(x as tf.Tensor, 0.9)), 0.5))],
  ['clip', [[4, 6]], (x) => tf.clipByValue(x as tf.Tensor, -0.5, 0.5)],
  ['max', [[4, 6]], (x) => tf.max(x as tf.Tensor, 1)],
  ['sum', [[4, 6]], (x) => tf.sum(x as tf.Tensor, 0)],
  ['softmax', [[4, 6]], (x) => tf.softmax(x as tf.Tensor)],
  ['logSoftmax', [[4, 6]], (x) => tf.logSoftmax(x as tf.Tensor)],
  ['logSumExp', [[4, 6]], (x) => tf.logSumExp(x as tf.Tensor, 1)],
  [
    'where',
    [
      [4, 6],
      [4, 6],
    ],
    (a, b) => tf.where(tf.tensor2d([1, 0, 0, 1], [4, 1]).toBool(), a as tf.Tensor, b as tf.Tensor),
  ],
  [
    'concat',
    [
      [4, 6],
      [4, 2],
    ],
    (a, b) => tf.concat([a as tf.Tensor, b as tf.Tensor], 1),
  ],
  [
    'stack',
    [
      [4, 6],
      [4, 6],
    ],
    (a, b) => tf.stack([a as tf.Tensor, b as tf.Tensor]),
  ],
  ['slice', [[4, 6]], (x) => tf.slice(x as tf.Tensor, [1, 2], [2, 3])],
  [
    'pad',
    [[2, 3, 3, 2]],
    (x) =>
      tf.pad(x as tf.Tensor, [
        [0, 0],
        [1, 2],
        [0, 1],
        [0, 0],
      ]),
  ],
  ['transpose', [[2, 3, 4, 2]], (x) => tf.transpose(x as tf.Tensor, [2, 0, 3, 1])],
  ['tile', [[4, 6]], (x) => tf.tile(x as tf.Tensor, [2, 3])],
  ['gather', [[5, 3]], (x) => tf.gather(x as tf.Tensor, tf.tensor1d([4, 4, 0, 1], 'int32'))],
  [
    'matMul',
    [
      [4, 6],
      [6, 3],
    ],
    (a, b) => tf.matMul(a as tf.Tensor, b as tf.Tensor),
  ],
  [
    'fused dense',
    [[4, 6], [6, 3], [3]],
    (a, b, bias) => tf.fused.matMul({ a: a as tf.Tensor2D, b: b as tf.Tensor2D, bias, activation: 'relu' }),
  ],
  [
    'fused convolution',
    [[2, 5, 5, 3], [3, 3, 3, 4], [4]],
    (x, filter, bias) =>
      tf.fused.conv2d({ x: image(x), filter: image(filter), bias, strides: 2, pad: 'same', activation: 'relu' }),
  ],
  ['resizeBilinear', [[2, 3, 3, 2]], (x) => tf.image.resizeBilinear(image(x), [5, 5])],
];

describe('value and gradients on the wasm engine', () => {
  it.each(operations)('equal those of the cpu engine: %s', async (_, shapes, operation) => {
    const compute = () => {
      const inputs = shapes.map(values);
      const y = operation(...inputs);
      return [y, ...tf.grads(operation)(inputs, values(y.shape, 9))];
    };
    const expected = await computeWith('cpu', compute);
    const found = await computeWith('wasm', compute);
    expect(found).toHaveLength(shapes.length + 1);
    found.forEach((numbers, i) => expect(relativeError(numbers, expected[i] ?? [])).toBeLessThan(2e-5));
  });
});
