import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSource } from '@fairface/data';
import { stringify } from 'yaml';
import { loadTrainConfig } from '../config/load-train-config';
import { classMeanHeads } from './head-init';

const folder = mkdtempSync(join(tmpdir(), 'fairface-heads-'));
afterAll(() => rmSync(folder, { recursive: true }));
const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
write('a.list', 'x/1_cropped.jpg\tx\nx/2_cropped.jpg\tx\ny/1_cropped.jpg\ty\n');
write('a.fea', 'x/1.jpg 3 0\nx/2.jpg 0 0.5\ny/1.jpg 0 -2\nother.jpg 1 1\n');

const heads = async (head: object, embedding = 2, features = 'a.fea') => {
  write(
    'train.yaml',
    stringify({
      model: { preset: 'tiny', embedding: 2 },
      branches: [{ name: 'a', list: 'a.list', head: { init: 'class-mean', features, ...head } }],
    }),
  );
  const config = await loadTrainConfig(join(folder, 'train.yaml'));
  const sources = await Promise.all(config.branches.map((branch) => loadSource(branch)));
  return classMeanHeads({ config, sources, embedding });
};
const half = Math.SQRT1_2;

describe('classMeanHeads', () => {
  it('starts each class from the mean of its normalised features, images matched by name', async () => {
    // Columns: x = normalised (1, 0) + (0, 1), y = (0, -1).
    const { weights, notes } = await heads({});
    expect(notes).toEqual([]);
    expect([...(weights['a'] ?? [])]).toEqual([half, 0, half, -1].map((v) => expect.closeTo(v, 6)));
  });

  it('starts all centres of a class from it', async () => {
    const { weights } = await heads({ type: 'subcenter-arcface', subCenters: 2 });
    expect([...(weights['a'] ?? [])]).toEqual([half, half, 0, 0, half, half, -1, -1].map((v) => expect.closeTo(v, 6)));
  });

  it('tells of people without features', async () => {
    write('half.fea', 'y/1.jpg 0 -3\n');
    const { weights, notes } = await heads({}, 2, 'half.fea');
    expect(notes).toEqual([
      expect.stringMatching(/^branch "a": 1 of 2 people have no features in .*half.fea, and random weights$/),
    ]);
    expect([weights['a']?.[1], weights['a']?.[3]]).toEqual([0, -1].map((value) => expect.closeTo(value, 6)));
  });

  it('refuses features of another length, and of other images', async () => {
    await expect(heads({}, 3)).rejects.toThrow(/a.fea: branch "a": .*another length.*; expected 3 numbers; found 2/);
    write('b.fea', 'q.jpg 1 2\n');
    await expect(heads({}, 2, 'b.fea')).rejects.toThrow(
      /b.fea: branch "a": the file has features of none of its 3 images; expected names such as x\/1_cropped.jpg; found names such as q.jpg/,
    );
  });
});
