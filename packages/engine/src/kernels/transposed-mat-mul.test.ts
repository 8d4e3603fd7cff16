import * as tf from '@tensorflow/tfjs';
import { computeWith, relativeError, waves } from '../testing/engines';

const flags = [false, true].flatMap((a) => [false, true].map((b) => [a, b] as const));

describe.each(flags)('matrix product on the wasm engine, transposeA %s, transposeB %s', (ta, tb) => {
  const a = (batch: number[]) => waves([...batch, ...(ta ? [5, 4] : [4, 5])], 0);
  const b = (batch: number[]) => waves([...batch, ...(tb ? [6, 5] : [5, 6])], 1);

  it.each([
    ['matrices', [], []],
    ['batches', [3], [3]],
    ['a batch and one', [1], [3]],
  ])('equals that of the cpu engine for %s', async (_, batchA, batchB) => {
    const product = () => [tf.matMul(a(batchA), b(batchB), ta, tb)];
    const [[found = []], [expected = []]] = [await computeWith('wasm', product), await computeWith('cpu', product)];
    expect(relativeError(found, expected)).toBeLessThan(1e-5);
  });

  it('adds the bias of the fused product', async () => {
    const product = () => [
      tf.fused.matMul({ a: a([]), b: b([]), transposeA: ta, transposeB: tb, bias: waves([6], 2), activation: 'relu' }),
    ];
    const [[found = []], [expected = []]] = [await computeWith('wasm', product), await computeWith('cpu', product)];
    expect(relativeError(found, expected)).toBeLessThan(1e-5);
  });

  it('leaves no tensor behind', async () => {
    await computeWith('wasm', () => [tf.scalar(0)]);
    const [left, right] = [a([]), b([])];
    const before = tf.memory().numTensors;
    tf.dispose(tf.matMul(left, right, ta, tb));
    expect(tf.memory().numTensors).toBe(before);
  });
});
