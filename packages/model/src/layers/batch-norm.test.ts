import * as tf from '@tensorflow/tfjs';
import { ENGINES, itOn } from '../testing/engines';
import { largestDifference } from '../testing/numbers';
import { batchNorm } from './batch-norm';
import type { Scope } from './scope';

function scopeOf(training: boolean): Scope {
  return {
    parameters: {
      'bn/gamma': tf.tensor1d([2]),
      'bn/beta': tf.tensor1d([1]),
      'bn/movingMean': tf.tensor1d([10]),
      'bn/movingVariance': tf.tensor1d([4]),
    },
    settings: { padding: 'symmetric', activation: 'leaky-relu', epsilon: 0.5, momentum: 0.75 },
    training,
    moving: {},
  };
}

describe.each(ENGINES)('batchNorm on the %s engine', (engine) => {
  itOn(engine, 'gives hand-computed numbers', () => {
    tf.tidy(() => {
      // Mean 3, variance 3.5 (of a sample: 14 / 3); epsilon 0.5 makes the divisor 2.
      const x = tf.tensor2d([1, 2, 3, 6], [4, 1]);
      const scope = scopeOf(true);
      expect(largestDifference(batchNorm(scope, 'bn', x).dataSync(), [-1, 0, 1, 4])).toBeLessThan(1e-6);
      const { 'bn/movingMean': mean, 'bn/movingVariance': variance } = scope.moving;
      expect(mean?.dataSync()[0]).toBeCloseTo(0.75 * 10 + 0.25 * 3, 5);
      expect(variance?.dataSync()[0]).toBeCloseTo(0.75 * 4 + (0.25 * 14) / 3, 5);
      const evaluated = batchNorm(scopeOf(false), 'bn', x);
      const expected = [1, 2, 3, 6].map((value) => (2 * (value - 10)) / Math.sqrt(4.5) + 1);
      expect(largestDifference(evaluated.dataSync(), expected)).toBeLessThan(1e-5);
    });
  });
});

describe('batchNorm on the native engine, by operation', () => {
  itOn('native', 'is one fused operation each way, of maps and of rows', () => {
    const backend = tf.backend() as unknown as Record<'executeMultipleOutputs', (op: string) => tf.Tensor[]>;
    const spy = jest.spyOn(backend, 'executeMultipleOutputs');
    for (const x of [tf.ones([2, 3, 3, 1]), tf.ones([4, 1])]) {
      spy.mockClear();
      tf.tidy(() => tf.grad((input) => batchNorm(scopeOf(true), 'bn', input))(x));
      const fused = spy.mock.calls.map(([op]) => op).filter((op) => op.startsWith('FusedBatchNorm'));
      expect(fused).toEqual(['FusedBatchNormV3', 'FusedBatchNormGradV3']);
    }
    spy.mockRestore();
  });
});
