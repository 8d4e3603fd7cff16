import * as tf from '@tensorflow/tfjs';
import { chooseEngine } from '@fairface/engine';
import { batchLayout, splitRows } from './batch-layout';

beforeAll(async () => void (await chooseEngine({ engine: 'cpu' })));

describe('splitRows', () => {
  it('gives every branch its rows, and its pairs, left before right', () => {
    const layout = batchLayout(
      [
        { name: 'a', classes: 2, batch: 2 },
        { name: 'b', classes: 2, batch: 1 },
      ],
      [
        { group: 'b', batch: 1 },
        { group: 'a', batch: 2 },
      ],
    );
    expect(layout.rows).toBe(9);
    const found = splitRows(layout, tf.reshape(tf.range(0, 9), [9, 1]) as tf.Tensor2D);
    const rows = (tensor: tf.Tensor | undefined) => [...(tensor?.dataSync() ?? [])];
    expect(rows(found['a']?.embeddings)).toEqual([0, 1]);
    expect(rows(found['b']?.embeddings)).toEqual([2]);
    expect([rows(found['b']?.pairs?.left), rows(found['b']?.pairs?.right)]).toEqual([[3], [4]]);
    expect([rows(found['a']?.pairs?.left), rows(found['a']?.pairs?.right)]).toEqual([
      [5, 6],
      [7, 8],
    ]);
  });

  it('gives one branch without pairs all rows', () => {
    const all = tf.ones<tf.Rank.R2>([3, 2]);
    const found = splitRows(batchLayout([{ name: 'a', classes: 2, batch: 3 }]), all);
    expect(found).toEqual({ a: { embeddings: all } });
  });
});
