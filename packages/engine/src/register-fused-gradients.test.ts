import * as tf from '@tensorflow/tfjs';
import { engineStarters } from './engine-starters';
import { computeWith, nativeIsInstalled, waves } from './testing/engines';

const engines = nativeIsInstalled() ? (['native', 'wasm', 'cpu'] as const) : (['wasm', 'cpu'] as const);

/** By hand: 1 above zero, else the slope, times what comes in. */
const expected = (x: number[], dy: number[], slope: number) =>
  x.map((value, i) => expect.closeTo((value > 0 ? 1 : slope) * (dy[i] ?? NaN), 6));

describe('the gradient of leaky ReLU', () => {
  it.each(engines)('is that of the formula on %s, also at zero and after the native engine started', async (engine) => {
    if (nativeIsInstalled()) await engineStarters.native();
    const x = [...waves([3, 5], 0).dataSync(), 0, -0, 1e-30];
    const dy = [...waves([18], 2).dataSync()];
    for (const slope of [0.2, 0.01]) {
      const [found] = await computeWith(engine, () => [
        tf.grad((t) => tf.leakyRelu(t, slope))(tf.tensor1d(x), tf.tensor1d(dy)),
      ]);
      expect(found).toEqual(expected(x, dy, slope));
    }
  });
});
