import * as tf from '@tensorflow/tfjs';
import { statelessUniform } from './index';
import { itNative } from './testing/native';

const draw = (...seed: number[]) => [...statelessUniform<tf.Rank.R1>([1000], tf.tensor1d(seed, 'int32')).dataSync()];

describe('statelessUniform', () => {
  itNative('draws the same numbers for the same seed, others for another', () => {
    expect(draw(1, 2)).toEqual(draw(1, 2));
    expect(draw(1, 2)).not.toEqual(draw(1, 3));
    expect(draw(1, 2)).not.toEqual(draw(2, 1));
  });

  itNative('draws from [0, 1), evenly', () => {
    const numbers = draw(3, 4);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
    // Three standard errors: 3 / sqrt(12 * 1000).
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.028);
  });

  itNative('keeps one tensor, and says what a seed is', () => {
    const seed = tf.tensor1d([1, 2], 'int32');
    const before = tf.memory().numTensors;
    statelessUniform([3, 4], seed);
    expect(tf.memory().numTensors).toBe(before + 1);
    expect(() => draw(1)).toThrow('A seed is int32 [2], found int32 [1].');
    expect(() => statelessUniform([3], tf.tensor1d([1, 2]))).toThrow('found float32 [2]');
  });

  it('needs the backend of tfjs-node', async () => {
    await tf.setBackend('cpu');
    expect(() => draw(1, 2)).toThrow(/found 'cpu'/);
  });
});
