import * as tf from '@tensorflow/tfjs';
import { chooseEngine } from '@fairface/engine';
import { recordGradients } from './record-gradients';

beforeAll(async () => void (await chooseEngine({ engine: 'cpu' })));

describe('recordGradients', () => {
  it('gives gradients by name, 0 for what has no part, and lets tensors of the inside out, leaving nothing else', () => {
    const record = { x: tf.tensor1d([1, 2]), y: tf.scalar(3), idle: tf.ones([2]) };
    const before = tf.memory().numTensors;
    const { value, gradients, aside } = recordGradients(({ x, y }) => {
      const doubled = tf.mul(x as tf.Tensor, 2);
      return { value: tf.sum(tf.mul(doubled, y as tf.Tensor)), aside: { deep: { doubled } } };
    }, record);
    expect(tf.memory().numTensors).toBe(before + 5);
    expect([...value.dataSync()]).toEqual([18]);
    const numbers = Object.entries(gradients).map(([name, tensor]) => [name, [...tensor.dataSync()]]);
    expect(numbers).toEqual([
      ['x', [6, 6]],
      ['y', [6]],
      ['idle', [0, 0]],
    ]);
    expect([...aside.deep.doubled.dataSync()]).toEqual([2, 4]);
  });
});
