import * as tf from '@tensorflow/tfjs';
import { engineStarters } from './engine-starters';
import { sumOfSquares } from './sum-of-squares';
import { computeWith, nativeIsInstalled } from './testing/engines';

const engines = nativeIsInstalled() ? (['native', 'wasm', 'cpu'] as const) : (['wasm', 'cpu'] as const);

describe.each(engines)('sumOfSquares on %s', (engine) => {
  it('is the sum of all squares of any shape and type', async () => {
    const sums = await computeWith(engine, () => [
      sumOfSquares(
        tf.tensor2d([
          [1, -2],
          [3, 0.5],
        ]),
      ),
      sumOfSquares(tf.scalar(-3)),
      sumOfSquares(tf.tensor1d([2, 3], 'int32')),
    ]);
    expect(sums).toEqual([[14.25], [9], [13]]);
  });

  it('is not finite where a number is not', async () => {
    const [sums] = await computeWith(engine, () => [
      tf.stack([NaN, Infinity].map((bad) => sumOfSquares(tf.tensor1d([1, bad])))),
    ]);
    expect(sums?.map(Number.isFinite)).toEqual([false, false]);
  });

  it('makes nothing but its result', async () => {
    await engineStarters[engine]();
    const x = tf.ones([3]);
    const before = tf.memory().numTensors;
    sumOfSquares(x);
    expect(tf.memory().numTensors).toBe(before + 1);
  });
});
