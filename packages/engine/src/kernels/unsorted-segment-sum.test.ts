import * as tf from '@tensorflow/tfjs';
import { computeWith } from '../testing/engines';

describe('unsortedSegmentSum on the wasm engine', () => {
  it('adds up rows of the same segment and leaves out ids that name none', async () => {
    const sum = () => [
      tf.unsortedSegmentSum(
        tf.tensor2d([
          [1, 2],
          [3, 4],
          [5, 6],
          [7, 8],
          [9, 9],
        ]),
        tf.tensor1d([2, 0, 2, -1, 3], 'int32'),
        3,
      ),
    ];
    expect(await computeWith('wasm', sum)).toEqual([[3, 4, 0, 0, 6, 8]]);
  });

  it('keeps whole numbers whole', async () => {
    const sum = () => [tf.unsortedSegmentSum(tf.tensor1d([1, 2, 3], 'int32'), tf.tensor1d([1, 1, 0], 'int32'), 2)];
    expect(await computeWith('wasm', sum)).toEqual([[3, 3]]);
  });

  it('is the gradient of gather, as on the cpu engine', async () => {
    const gradient = () => {
      const x = tf.tensor2d([
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9],
      ]);
      const picks = tf.tensor1d([2, 2, 0], 'int32');
      return [0, 1].map((axis) => tf.grad((x) => tf.square(tf.gather(x, picks, axis)))(x));
    };
    expect(await computeWith('wasm', gradient)).toEqual(await computeWith('cpu', gradient));
  });
});
