import * as tf from '@tensorflow/tfjs';
import { chooseEngine } from '@fairface/engine';
import { embedInParts } from './embed-in-parts';

beforeAll(async () => void (await chooseEngine({ engine: 'cpu' })));

describe('embedInParts', () => {
  it.each([1, 2, 5, 7])('embeds every row once, in parts of %d', (size) => {
    const shapes: number[][] = [];
    const embedded = embedInParts(tf.reshape(tf.range(0, 10), [5, 2]), size, (part) => {
      shapes.push(part.shape);
      return tf.mul(part, 2) as tf.Tensor2D;
    });
    expect(embedded.arraySync()).toEqual([0, 1, 2, 3, 4].map((row) => [4 * row, 4 * row + 2]));
    expect(new Set(shapes.map(String))).toEqual(new Set([`${size},2`]));
  });
});
