import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadFeatures } from './load-features';
import { measureExtraction } from './measure-extraction';
import { fakeEmbedder } from './testing/fake-embedder';
import { makeImages } from './testing/make-images';

describe('measureExtraction', () => {
  it('runs the model alone and the whole extraction', async () => {
    const root = await mkdtemp(join(tmpdir(), 'fairface-measure-'));
    try {
      const list = (await makeImages(root, 8)).map((path) => ({ path }));
      const out = join(root, 'test.fea');
      const { model, extraction, share } = await measureExtraction({
        list,
        root,
        out,
        batch: 4,
        embedder: fakeEmbedder(20),
      });
      // Two calls of at least 20 ms for four images: no more than 100 images a second.
      expect(model).toBeLessThanOrEqual(101);
      expect(model).toBeGreaterThan(0);
      expect(extraction).toBeGreaterThan(0);
      expect(share).toBe(extraction / model);
      expect((await loadFeatures(`${out}.mean`)).names).toHaveLength(8);
    } finally {
      await rm(root, { recursive: true });
    }
  });
});
