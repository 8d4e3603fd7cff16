import * as tf from '@tensorflow/tfjs';
import { chooseEngine } from '@fairface/engine';
import { clipByGlobalNorm, globalNorm } from './global-norm';

beforeAll(async () => void (await chooseEngine({ engine: 'cpu' })));

const gradients = () => ({ a: tf.tensor1d([3, 0]), b: tf.tensor2d([[0, 4]]), c: tf.scalar(12) });
const numbers = (record: Record<string, tf.Tensor>) => Object.values(record).flatMap((t) => [...t.dataSync()]);

describe('globalNorm', () => {
  it('is taken over all tensors together', () => {
    expect(globalNorm(gradients()).dataSync()[0]).toBeCloseTo(13, 5);
    expect(globalNorm({}).dataSync()[0]).toBe(0);
  });

  it.each([NaN, Infinity, -Infinity])('is not finite where a number is %d', (bad) => {
    expect(Number.isFinite(globalNorm({ ...gradients(), d: tf.tensor1d([1, bad]) }).dataSync()[0])).toBe(false);
  });
});

describe('clipByGlobalNorm', () => {
  it('shortens long gradients, keeping their direction, and leaves short ones', () => {
    const clip = (most: number) => numbers(clipByGlobalNorm(gradients(), globalNorm(gradients()), most));
    expect(clip(6.5)).toEqual([1.5, 0, 0, 2, 6].map((value) => expect.closeTo(value, 5)));
    expect(clip(20)).toEqual([3, 0, 0, 4, 12]);
  });

  it('leaves gradients of 0 at 0', () => {
    const zeros = { a: tf.zeros([3]) };
    expect(numbers(clipByGlobalNorm(zeros, globalNorm(zeros), 1))).toEqual([0, 0, 0]);
  });

  it('makes nothing but its results', () => {
    const given = gradients();
    const before = tf.memory().numTensors;
    const norm = globalNorm(given);
    clipByGlobalNorm(given, norm, 1);
    expect(tf.memory().numTensors).toBe(before + 4);
  });
});
