import * as tf from '@tensorflow/tfjs';
import { batchNormTrain } from './batch-norm-train';
import type { EngineName } from './engine-name';
import { computeWith, nativeIsInstalled, relativeError, waves } from './testing/engines';

const engines: EngineName[] = nativeIsInstalled() ? ['native', 'wasm', 'cpu'] : ['wasm', 'cpu'];
const shapes = [
  [4, 5, 3, 6],
  [8, 6],
  [2, 3, 6],
  [3, 1, 1, 6],
];

type Inputs = [x: tf.Tensor, scale: tf.Tensor1D, offset: tf.Tensor1D];
const inputs = (shape: number[]): Inputs => [
  tf.add(tf.mul(waves(shape, 0), 3), 5),
  waves([shape.at(-1) ?? 0], 1) as tf.Tensor1D,
  waves([shape.at(-1) ?? 0], 2) as tf.Tensor1D,
];

/** y, statistics and the gradients of sum(w y), through `norm`. */
function everything(
  shape: number[],
  norm: (...inputs: Inputs) => { y: tf.Tensor; mean: tf.Tensor; variance: tf.Tensor },
) {
  const given = inputs(shape);
  const { y, mean, variance } = norm(...given);
  const weights = waves(shape, 3);
  const grads = tf.grads((...args) => tf.sum(tf.mul(weights, norm(...(args as Inputs)).y)))(given);
  return [y, mean, variance, ...grads];
}

const fused =
  (epsilon: number) =>
  (...given: Inputs) => {
    const { y, batchMean, batchVariance } = batchNormTrain(...given, { epsilon });
    return { y, mean: batchMean, variance: batchVariance };
  };

/** The textbook form, differentiated step by step by tfjs. */
const textbook = (epsilon: number) => (x: tf.Tensor, scale: tf.Tensor1D, offset: tf.Tensor1D) => {
  const axes = x.shape.map((_, axis) => axis).slice(0, -1);
  const { mean, variance } = tf.moments(x, axes);
  const normal = tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, epsilon)));
  return { y: tf.add(tf.mul(normal, scale), offset), mean, variance };
};

describe.each(engines)('batchNormTrain on the %s engine', (engine) => {
  it.each(shapes.map((shape) => [shape]))('equals the textbook form and its gradients for shape %j', async (shape) => {
    const expected = await computeWith('cpu', () => everything(shape, textbook(1e-3)));
    const found = await computeWith(engine, () => everything(shape, fused(1e-3)));
    expect(found).toHaveLength(6);
    found.forEach((numbers, i) => expect(relativeError(numbers, expected[i] ?? [])).toBeLessThan(1e-4));
  });

  it('gives hand-computed numbers', async () => {
    const [y = [], mean = [], variance = []] = await computeWith(engine, () => {
      const x = tf.tensor2d([
        [1, 10],
        [3, 10],
        [5, 10],
        [7, 14],
      ]);
      const result = batchNormTrain(x, tf.tensor1d([2, 1]), tf.tensor1d([1, 0]), { epsilon: 0.25 });
      return [result.y, result.batchMean, result.batchVariance];
    });
    expect(mean).toEqual([4, 11]);
    // Divided by n = 4: (9 + 1 + 1 + 9) / 4 and (1 + 1 + 1 + 9) / 4.
    variance.forEach((value, i) => expect(value).toBeCloseTo([5, 3][i] ?? NaN, 5));
    const expected = [
      1 + (2 * -3) / Math.sqrt(5.25),
      -1 / Math.sqrt(3.25),
      1 - 2 / Math.sqrt(5.25),
      -1 / Math.sqrt(3.25),
    ];
    expected.forEach((value, i) => expect(y[i]).toBeCloseTo(value, 5));
  });

  it('has the gradient that finite differences show', async () => {
    const step = 1e-2;
    const [x = [], gradient = []] = await computeWith(engine, () => {
      const [x, scale, offset] = inputs([3, 2]);
      const loss = (x: tf.Tensor) => tf.sum(tf.mul(waves([3, 2], 3), batchNormTrain(x, scale, offset).y));
      return [x, tf.grad(loss)(x)];
    });
    const loss = (values: number[]) => () => {
      const [, scale, offset] = inputs([3, 2]);
      return [tf.sum(tf.mul(waves([3, 2], 3), batchNormTrain(tf.tensor2d(values, [3, 2]), scale, offset).y))];
    };
    for (let i = 0; i < x.length; i++) {
      const moved = (by: number) => x.map((value, j) => (j === i ? value + by : value));
      const [[above = NaN] = []] = await computeWith(engine, loss(moved(step)));
      const [[below = NaN] = []] = await computeWith(engine, loss(moved(-step)));
      expect((above - below) / (2 * step)).toBeCloseTo(gradient[i] ?? NaN, 2);
    }
  });

  it('normalises a single row to the offset', async () => {
    const [y, variance] = await computeWith(engine, () => {
      const result = batchNormTrain(tf.tensor2d([[3, -4]]), tf.tensor1d([2, 2]), tf.tensor1d([0.5, 1]));
      return [result.y, result.batchVariance];
    });
    expect(y).toEqual([0.5, 1]);
    expect(variance).toEqual([0, 0]);
  });

  it('leaves no tensor behind, forward or backward', async () => {
    await computeWith(engine, () => [tf.scalar(0)]);
    const given = inputs([4, 3, 3, 2]);
    const before = tf.memory().numTensors;
    const { y, batchMean, batchVariance } = batchNormTrain(...given);
    expect(tf.memory().numTensors).toBe(before + 3);
    tf.dispose([y, batchMean, batchVariance]);
    const grads = tf.grads((...args) => batchNormTrain(...(args as Inputs)).y)(given);
    expect(tf.memory().numTensors).toBe(before + 3);
    tf.dispose([...grads, ...given]);
  });
});

describe('batchNormTrain', () => {
  it('says which shape does not fit', async () => {
    await computeWith('cpu', () => [tf.scalar(0)]);
    const two = tf.tensor1d([1, 2]);
    expect(() => batchNormTrain(tf.zeros([3, 4]), two, two)).toThrow(/expects scale of shape \[4\] .* found \[2\]/);
    expect(() => batchNormTrain(two, two, two)).toThrow(/at least two axes, found shape \[2\]/);
  });
});
