import * as tf from '@tensorflow/tfjs';
import { computeOn, engines } from '../testing/engines';
import { apart } from '../testing/golden';
import { crossEntropyRows } from './cross-entropy-rows';
import { oneHotRows } from './one-hot';

describe.each(engines)('crossEntropyRows on the %s engine', (engine) => {
  it('and its gradient are those of the formula, also where exponentials would overflow', async () => {
    const logits = [
      [1, 2, 3],
      [1000, 0, -1000],
      [-1000, -1000, -999],
    ];
    const labels = [0, 1, 2];
    const found = await computeOn(engine, () => {
      const target = oneHotRows(tf.tensor1d(labels, 'int32'), 3);
      const of = (x: tf.Tensor) => crossEntropyRows(x as tf.Tensor2D, target);
      return { rows: of(tf.tensor2d(logits)), gradient: tf.grad((x) => tf.sum(of(x)))(tf.tensor2d(logits)) };
    });
    if (found === undefined) return;
    const softmax = logits.map((row) => {
      const powers = row.map((value) => Math.exp(value - Math.max(...row)));
      return powers.map((power) => power / powers.reduce((sum, other) => sum + other, 0));
    });
    expect(apart(found.rows, [Math.log(1 + Math.E + Math.E ** 2), 1000, Math.log(1 + 2 / Math.E)])).toBeLessThan(1e-4);
    const gradient = softmax.flatMap((row, i) => row.map((p, j) => p - (j === labels[i] ? 1 : 0)));
    expect(apart(found.gradient, gradient)).toBeLessThan(1e-6);
  });
});
