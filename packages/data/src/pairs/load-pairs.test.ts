import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFeatures } from '@fairface/features';
import { loadFeatureSource } from '../source/load-feature-source';
import { loadListSource } from '../source/load-list-source';
import type { Source } from '../source/source';
import { temporaryFolder } from '../testing/temporary-folder';
import { loadPairs } from './load-pairs';

const root = temporaryFolder();
const file = join(root, 'hard.pairs');
let source: Source;

beforeAll(async () => {
  mkdirSync(join(root, 'p2'));
  writeFileSync(join(root, 'a.list'), 'p1/1_cropped.jpg\tp1\np1/2_cropped.jpg\tp1\n');
  writeFileSync(join(root, 'p2', '1.jpg'), 'x');
  source = await loadListSource(join(root, 'a.list'));
});

describe('loadPairs', () => {
  it('finds both images by the names of the branch, by the photograph or as a file, and rejects the rest', async () => {
    writeFileSync(
      file,
      [
        '# left, right, person, similarity',
        'p1/1_cropped.jpg\tp1/2_cropped.jpg\tp1\t0.31',
        '',
        'p1/1.jpg\tp2/1.jpg\tp1',
        'p1/1.jpg\tp1/3_cropped.jpg\tp1\t0.2',
        'p1/1.jpg',
        'p1/2.jpg\tp1/1.jpg',
      ].join('\r\n'),
    );
    const pairs = await loadPairs(file, source);
    expect(pairs).toMatchObject({ kind: 'images', origin: file, dimension: undefined });
    expect(pairs.names).toEqual([
      ['p1/1_cropped.jpg', 'p1/2_cropped.jpg'],
      ['p1/1.jpg', 'p2/1.jpg'],
      ['p1/2.jpg', 'p1/1.jpg'],
    ]);
    expect(pairs.item(1)).toEqual([{ file: join(root, 'p1/1_cropped.jpg') }, { file: join(root, 'p2/1.jpg') }]);
    expect(pairs.rejects.map(({ item, reason, detail }) => [item, reason, detail.slice(file.length)])).toEqual([
      ['p1/1.jpg\tp1/3_cropped.jpg', 'missing-image', `:5: ${source.origin} has no p1/3_cropped.jpg`],
      ['p1/1.jpg\t', 'malformed-pair', ':6: expected two names separated by a tab; found p1/1.jpg'],
    ]);
  });

  it('finds features, also of images that a filter left out', async () => {
    const features = { names: ['a', 'b'], dimension: 2, data: Float32Array.of(1, 2, 3, 4) };
    await writeFeatures(join(root, 'f.npy'), features);
    writeFileSync(join(root, 'f.list'), 'a\tp1\n');
    const branch = await loadFeatureSource(join(root, 'f.npy'), { labels: join(root, 'f.list') });
    writeFileSync(file, 'a\tb\n');
    const pairs = await loadPairs(file, branch);
    expect(pairs).toMatchObject({ kind: 'features', dimension: 2 });
    expect(pairs.item(0)).toMatchObject([{ vector: Float32Array.of(1, 2) }, { vector: Float32Array.of(3, 4) }]);
  });

  it('takes pairs of the same person alone', async () => {
    writeFileSync(file, 'p1/1.jpg\tp1/2.jpg\t0\n');
    await expect(loadPairs(file, source)).rejects.toMatchObject({ code: 'negative-pairs' });
  });

  it('says why no pair can be used', async () => {
    writeFileSync(file, '\n');
    await expect(loadPairs(file, source)).rejects.toThrow('names no pair');
    writeFileSync(file, 'x\ty\tp1\nz\ty\tp1\n');
    await expect(loadPairs(file, source)).rejects.toThrow(
      /none of its 2 pairs can be used; the first: .*:1: .*has no x/,
    );
    await expect(loadPairs(join(root, 'none'), source)).rejects.toMatchObject({ code: 'missing-file' });
  });
});
