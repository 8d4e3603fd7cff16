import type { Embedder, PixelBatch } from '@fairface/features';
import * as tf from '@tensorflow/tfjs';
import { loadFaceApiEmbedder } from './face-api-embedder';

const SIZE = 150;
const LENGTH = SIZE * SIZE * 3;

/** Smooth stripes and noise: no face, but the same for every run. */
function batchOf(count: number): PixelBatch {
  let state = 7;
  const data = Uint8Array.from({ length: count * LENGTH }, (_, n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return 128 + 90 * Math.sin((n % (SIZE * 3)) / (40 + 11 * Math.floor(n / LENGTH))) + (state >>> 24) / 8;
  });
  return { count, size: SIZE, data };
}

describe('loadFaceApiEmbedder', () => {
  let embedder: Embedder;
  beforeAll(async () => {
    await tf.setBackend('wasm');
    embedder = await loadFaceApiEmbedder();
  });
  afterAll(() => embedder.dispose?.());

  it('says what it wants to see', () => {
    const { cut, templateSize, inputSize } = embedder.preprocessing;
    expect(embedder).toMatchObject({ name: 'faceapi', dimension: 128 });
    expect([cut.x + cut.width <= templateSize, cut.y + cut.height <= templateSize, inputSize]).toEqual([
      true,
      true,
      SIZE,
    ]);
  });

  it('cuts the square of face-api: side = eyes to mouth / 0.45, eyes and mouth centred at 50 % and 43 %', () => {
    // seed256: eyes (87, 99) and (161, 99), mouth corners (97, 182) and (151, 182).
    const eyesToMouth = Math.hypot(124 - 87, 182 - 99);
    const side = Math.floor(eyesToMouth / 0.45);
    const centre = { x: (87 + 161 + 124) / 3, y: (99 + 99 + 182) / 3 };
    const expected = {
      x: Math.floor(centre.x - 0.5 * side),
      y: Math.floor(centre.y - 0.43 * side),
      width: side,
      height: side,
    };
    expect(embedder.preprocessing.cut).toEqual(expected);
  });

  it('gives an image the same descriptor alone and in a batch, and different images different ones', async () => {
    const batch = batchOf(3);
    const together = await embedder.embed(batch);
    expect(together).toHaveLength(3 * 128);
    for (let n = 0; n < 3; n += 1) {
      const alone = await embedder.embed({
        count: 1,
        size: SIZE,
        data: batch.data.subarray(n * LENGTH, (n + 1) * LENGTH),
      });
      const worst = Math.max(...alone.map((value, d) => Math.abs(value - (together[n * 128 + d] ?? NaN))));
      expect(worst).toBeLessThan(1e-5);
    }
    expect(Math.abs((together[0] ?? 0) - (together[128] ?? 0))).toBeGreaterThan(1e-4);
  });

  it('keeps no tensor', async () => {
    const before = tf.memory().numTensors;
    await embedder.embed(batchOf(2));
    expect(tf.memory().numTensors).toBe(before);
  });

  it('names a folder without weights', async () => {
    await expect(loadFaceApiEmbedder({ folder: '/nowhere' })).rejects.toThrow('/nowhere');
  });
});
