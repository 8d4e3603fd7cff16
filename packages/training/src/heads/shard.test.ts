import { chooseEngine } from '@fairface/engine';
import * as tf from '@tensorflow/tfjs';
import { Shard } from './shard';

const place = { engine: 'wasm', dimension: 4, first: 3, classes: 5, allClasses: 10, seed: 1 } as const;
const embeddings = Float32Array.from({ length: 12 }, (_, i) => Math.sin(i * 1.7));
const begin = { embeddings, labels: Int32Array.of(0, 4, 9), validRows: new Float32Array(3).fill(1) };

describe('Shard', () => {
  it('holds weights, momentum and state between steps, and nothing else', async () => {
    await chooseEngine({ engine: 'wasm' });
    const before = tf.memory().numTensors;
    const shard = new Shard();
    await shard.open({ ...place, head: { type: 'adaface', scale: 16 } });
    for (let step = 0; step < 3; step++) {
      const { target } = shard.forward(begin);
      const { largest, sum } = shard.softmax({ target });
      shard.backward({ logSum: largest.map((value, i) => value + Math.log(sum[i] as number)) });
      // The second step is forgotten: the third one's forward pass frees it.
      if (step !== 1) shard.update({ learningRate: 0.1, momentum: 0.9, l2: 0.001, gradientScale: 1 });
    }
    shard.write(shard.read());
    // Weights, momentum, mean and std.
    expect(tf.memory().numTensors).toBe(before + 4);
  });

  it('refuses to be asked out of order', async () => {
    const shard = new Shard();
    expect(() => shard.read()).toThrow('before it was opened');
    await shard.open({ ...place, head: { type: 'arcface' } });
    expect(() => shard.softmax({ target: new Float32Array(3) })).toThrow('a step that has not begun');
    shard.forward(begin);
    expect(() => shard.backward({ logSum: new Float32Array(3) })).toThrow('before its soft-max');
    expect(() => shard.update({ learningRate: 1, momentum: 0, l2: 0, gradientScale: 1 })).toThrow(
      'before its gradient',
    );
  });

  it('gives target cosines of its own classes only', async () => {
    const shard = new Shard();
    await shard.open({ ...place, head: { type: 'arcface' } });
    const { target } = shard.forward(begin);
    const { weights } = shard.read();
    // Label 4 is this shard's second class: column 1 of [4, 5].
    const [x, w] = [embeddings.subarray(4, 8), [0, 1, 2, 3].map((d) => weights[d * 5 + 1] as number)];
    const dot = w.reduce((sum, value, d) => sum + value * (x[d] as number), 0);
    expect(target[1]).toBeCloseTo(dot / Math.hypot(...x) / Math.hypot(...w), 5);
    expect([target[0], target[2]]).toEqual([0, 0]);
  });
});
