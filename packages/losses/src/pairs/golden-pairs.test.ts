import * as tf from '@tensorflow/tfjs';
import { computeOn, engines } from '../testing/engines';
import { apart, flat, golden, type Matrix } from '../testing/golden';
import { hardNegatives } from './hard-negatives';
import { hardPositives } from './hard-positives';

const file = golden<{
  embeddings: Matrix;
  batches: {
    name: string;
    labels: number[];
    k: number;
    available: number;
    expected: string;
    cosines?: number[];
    meanGradient?: Matrix;
  }[];
  positives: { name: string; left: Matrix; right: Matrix; cosines: number[]; kept: number[] }[];
}>('mining');

describe.each(engines)('pairs of a batch on the %s engine', (engine) => {
  it.each(file.batches.map((batch) => [`${batch.name}, k = ${batch.k}`, batch] as const))(
    'hardNegatives: %s',
    async (_, { labels, k, available, cosines = [], meanGradient }) => {
      const found = await computeOn(engine, () => {
        const ids = tf.tensor1d(labels, 'int32');
        const embeddings = tf.tensor2d(file.embeddings);
        const mean = (x: tf.Tensor) => {
          const { values, weights } = hardNegatives(x as tf.Tensor2D, ids, { topK: k });
          return tf.div(tf.sum(tf.mul(values, weights)), tf.maximum(tf.sum(weights), 1)) as tf.Scalar;
        };
        return { ...hardNegatives(embeddings, ids, { topK: k }), gradient: tf.grad(mean)(embeddings) };
      });
      if (found === undefined) return;
      const count = Math.min(k, available);
      expect(found.weights).toEqual(Array.from({ length: Math.min(k, 66) }, (_, i) => (i < count ? 1 : 0)));
      expect(apart(found.values.slice(0, count), cosines)).toBeLessThan(1e-6);
      expect(apart(found.gradient, flat(meanGradient ?? file.embeddings.map((row) => row.map(() => 0))))).toBeLessThan(
        1e-6,
      );
    },
  );

  it('hardNegatives leaves padded rows out', async () => {
    const [all] = file.batches.filter(({ name }) => name === 'mixed');
    const run = (rows: number, padding: number) =>
      computeOn(engine, () =>
        hardNegatives(
          tf.tensor2d([
            ...file.embeddings.slice(0, rows),
            ...Array<number[]>(padding).fill(file.embeddings[0] as number[]),
          ]),
          tf.tensor1d([...(all?.labels.slice(0, rows) ?? []), ...Array<number>(padding).fill(99)], 'int32'),
          { topK: 20, validRows: tf.tensor1d([...Array<number>(rows).fill(1), ...Array<number>(padding).fill(0)]) },
        ),
      );
    const [found, expected] = [await run(8, 3), await run(8, 0)];
    expect(found).toEqual(expected);
  });

  it.each(file.positives.map((set) => [set.name, set] as const))(
    'hardPositives: %s',
    async (_, { left, right, cosines, kept }) => {
      const found = await computeOn(engine, () => hardPositives(tf.tensor2d(left), tf.tensor2d(right)));
      if (found === undefined) return;
      expect(apart(found.values, cosines)).toBeLessThan(1e-6);
      expect(found.weights).toEqual(cosines.map((_, i) => (kept.includes(i) ? 1 : 0)));
    },
  );

  it('hardPositives takes all without a threshold, and the gradient of their cosines', async () => {
    const { left, right } = file.positives[0] as (typeof file.positives)[number];
    const found = await computeOn(engine, () => {
      const sum = (...[a, b]: tf.Tensor[]) =>
        tf.sum(hardPositives(a as tf.Tensor2D, b as tf.Tensor2D, { below: null }).values);
      const grads = tf.grads((...args) => sum(...args))([tf.tensor2d(left), tf.tensor2d(right)]);
      const { weights } = hardPositives(tf.tensor2d(left), tf.tensor2d(right), { below: null });
      return { weights, left: grads[0] as tf.Tensor, right: grads[1] as tf.Tensor };
    });
    if (found === undefined) return;
    expect(found.weights).toEqual(left.map(() => 1));
    const expected = (of: Matrix, other: Matrix) =>
      of.flatMap((row, i) => {
        const [a, b] = [Math.hypot(...row), Math.hypot(...(other[i] as number[]))];
        const dot = row.reduce((sum, value, j) => sum + value * (other[i]?.[j] as number), 0);
        return row.map((value, j) => (other[i]?.[j] as number) / (a * b) - (dot * value) / (a ** 3 * b));
      });
    expect(apart(found.left, expected(left, right))).toBeLessThan(1e-6);
    expect(apart(found.right, expected(right, left))).toBeLessThan(1e-6);
  });
});

it('hardNegatives needs two rows', () => {
  expect(() => hardNegatives(tf.zeros([1, 4]), tf.zeros([1], 'int32'))).toThrow('at least 2 rows; found 1');
});
