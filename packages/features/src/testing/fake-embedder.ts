import { setTimeout as sleep } from 'node:timers/promises';
import type { Embedder } from '../embedder';

/**
 * Eight sums over the pixels, weighted by their place, so that an image and its mirror image differ. A call takes
 * `milliseconds` in which this thread is free. An image whose first pixel is pure green, then blue or red, gives NaN or zeros.
 */
export function fakeEmbedder(milliseconds = 0, inputSize = 12): Embedder {
  const dimension = 8;
  return {
    name: 'fake',
    dimension,
    preprocessing: {
      template: 'seed256',
      templateSize: 16,
      cut: { x: 2, y: 2, width: 12, height: 12 },
      inputSize,
      channelOrder: 'rgb',
    },
    async embed({ count, size, data }) {
      if (milliseconds > 0) await sleep(milliseconds);
      const length = size * size * 3;
      const features = new Float32Array(count * dimension);
      for (let n = 0; n < count; n++) {
        const image = data.subarray(n * length, (n + 1) * length);
        const sums = Array.from({ length: dimension }, (_, k) =>
          image.reduce((sum, value, at) => sum + (value / 255 - 0.4) * Math.sin((k + 1) * at), 0),
        );
        if (image.every((value, at) => value === (at % 3 === 1 ? 255 : 0))) sums.fill(NaN);
        if (image.every((value) => value === 0)) sums.fill(0);
        features.set(sums, n * dimension);
      }
      return features;
    },
  };
}
