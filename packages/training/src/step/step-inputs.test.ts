import * as tf from '@tensorflow/tfjs';
import { chooseEngine } from '@fairface/engine';
import { smallStep } from '../testing/small-trainings';
import { type BatchData, stepInputs } from './step-inputs';

beforeAll(async () => void (await chooseEngine({ engine: 'cpu' })));

describe('stepInputs', () => {
  const trainStep = smallStep('adapter', {
    loss: { branches: ['a', 'b'].map((name) => ({ name, head: { type: 'arcface' } as const })) },
    branches: [
      { name: 'a', classes: 3, batch: 1 },
      { name: 'b', classes: 3, batch: 2 },
    ],
    pairs: [{ group: 'a', batch: 1 }],
  });
  const row = (value: number) => new Float32Array(24).fill(value);
  const batch: BatchData = {
    branches: {
      b: { inputs: new Uint8Array(48).fill(51), labels: Int32Array.of(2, 0) },
      a: { inputs: row(0.5), labels: Int32Array.of(1) },
    },
    pairs: { a: { left: row(2), right: row(3) } },
  };

  it('puts rows into the order of the step, bytes as numbers from 0 to 1', () => {
    const { inputs, labels, learningRate } = stepInputs(trainStep, batch, 0.25);
    expect(inputs.shape).toEqual([5, 24]);
    const first = [0, 1, 2, 3, 4].map((at) => inputs.dataSync()[at * 24 + 23]);
    expect(first).toEqual([0.5, 0.2, 0.2, 2, 3].map((value) => expect.closeTo(value, 6)));
    expect([labels['a']?.dtype, [...(labels['b']?.dataSync() ?? [])]]).toEqual(['int32', [2, 0]]);
    expect(learningRate.dataSync()[0]).toBe(0.25);
  });

  it.each<[BatchData, string]>([
    [{ ...batch, branches: {} }, "The branch 'a': expected 1 rows of 24 numbers, found none"],
    [{ ...batch, pairs: {} }, "Left images of the pairs of 'a': expected 1 rows of 24 numbers, found none"],
    [
      { ...batch, pairs: { a: { left: row(1), right: new Float32Array(25) } } },
      "Right images of the pairs of 'a': expected 1 rows of 24 numbers, found 25 numbers",
    ],
    [
      { ...batch, branches: { ...batch.branches, a: { inputs: row(1), labels: Int32Array.of(1, 2) } } },
      "The branch 'a': expected 1 labels, found 2",
    ],
  ])('refuses what does not fit: %#', (wrong, message) => {
    const before = tf.memory().numTensors;
    expect(() => stepInputs(trainStep, wrong, 1)).toThrow(message);
    expect(tf.memory().numTensors).toBe(before);
  });
});
