import type { RgbImage } from '@fairface/image';
import * as tf from '@tensorflow/tfjs';
import { sampleSquare } from './sample-square';

const image: RgbImage = {
  width: 13,
  height: 9,
  data: Uint8Array.from({ length: 13 * 9 * 3 }, (_, n) => (n * 89) % 256),
};

/** The same by TensorFlow's own operations: cut, pad, resize. */
function byTensors(cut: { x: number; y: number; width: number; height: number }, size: number, around: boolean) {
  const side = Math.max(cut.width, cut.height);
  const pad = (length: number): [number, number] => {
    const before = around ? Math.floor((side - length) / 2) : 0;
    return [before, side - length - before];
  };
  return tf.tidy(() => {
    const pixels = tf.tensor3d(image.data, [image.height, image.width, 3], 'float32');
    const face = tf.slice3d(pixels, [cut.y, cut.x, 0], [cut.height, cut.width, 3]);
    const square = tf.pad3d(face, [pad(cut.height), pad(cut.width), [0, 0]]);
    return tf.image.resizeBilinear(square, [size, size]).dataSync();
  });
}

describe('sampleSquare', () => {
  beforeAll(() => tf.setBackend('cpu'));

  it.each([
    ['a whole image, black below', { x: 0, y: 0, width: 13, height: 9 }, 32, 'after'],
    ['a tall cut, black to the right', { x: 4, y: 1, width: 3, height: 8 }, 11, 'after'],
    ['an odd pixel of black on both sides', { x: 2, y: 3, width: 8, height: 5 }, 21, 'around'],
    ['a tall cut, made smaller', { x: 6, y: 0, width: 4, height: 9 }, 5, 'around'],
    ['a square of the same size', { x: 1, y: 1, width: 7, height: 7 }, 7, 'around'],
  ] as const)('is what cutting, padding and resizing tensors gives: %s', (_, cut, size, padding) => {
    const expected = byTensors(cut, size, padding === 'around');
    const found = sampleSquare(image, cut, size, padding);
    expect(found).toHaveLength(size * size * 3);
    const difference = found.reduce((most, value, n) => Math.max(most, Math.abs(value - (expected[n] ?? NaN))), 0);
    expect(difference).toBeLessThan(1e-4);
  });
});
