import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFeatures } from '@fairface/features';
import { temporaryFolder } from '../testing/temporary-folder';
import type { AugmentationOptions } from '../augment/augmentation';
import { loadPairs } from '../pairs/load-pairs';
import { loadFolderSource } from '../source/load-folder-source';
import { loadListSource } from '../source/load-list-source';
import { loadSource } from '../source/load-source';
import type { Source } from '../source/source';
import { collect, told } from '../testing/collect-batches';
import { codes, SIDE, WHOLE, writeFaces } from '../testing/face-folder';
import { encodeExample } from '../tfrecord/tf-example';
import { writeTfRecords } from '../tfrecord/write-tf-records';
import { streamBatches } from './stream-batches';
import type { StreamPlan } from './stream-plan';

const folder = temporaryFolder();
const bytes = SIDE * SIDE * 3;
let faces: Source;

beforeAll(async () => {
  await writeFaces(join(folder, 'faces'), [4, 3, 5, 2, 6]);
  faces = await loadFolderSource(join(folder, 'faces'));
});

describe('streamBatches, from other sources and where images are unreadable', () => {
  it('reads images of TFRecord files', async () => {
    const names = ['p0/0.jpg', 'p1/2.jpg', 'p2/4.jpg'];
    const file = join(folder, 'a.tfrecord');
    const records = names.map((name) =>
      encodeExample({
        'image/encoded': [readFileSync(join(folder, 'faces', name))],
        'image/class/label': [Number(name[1])],
        'image/filename': [name],
      }),
    );
    await writeTfRecords(file, records);
    const source = await loadSource({ tfrecord: file });
    const branches = [{ name: 'a', source, batch: 3, augment: 'none' as const }];
    const plan: StreamPlan = { branches, preprocessing: WHOLE, seed: 1, toStep: 1 };
    const [batch] = (await collect(plan)).batches;
    const found = batch?.branches[0];
    expect([...(found?.names ?? [])].sort()).toEqual(names);
    found?.names.forEach((name, n) => {
      expect(codes(batch?.pixels.subarray(n * bytes))).toEqual([Number(name[1]), Number(name[3])]);
      expect(found.labels[n]).toBe(Number(name[1]));
    });
    // A file that changed since it was read is an unreadable item, not the end.
    const whole = readFileSync(file);
    whole.fill(0, 20, 200);
    writeFileSync(file, whole);
    const after = await collect({ ...plan, branches: [{ ...branches[0]!, batch: 2 }], toStep: 3 });
    expect(after.rejects).toHaveLength(1);
    expect(after.batches).toHaveLength(3);
  });

  it('gives feature vectors, their mirrors and dropout around a centre, without threads', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const data = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    await writeFeatures(join(folder, 'f.npy'), { names, dimension: 2, data });
    await writeFeatures(join(folder, 'm.npy'), { names, dimension: 2, data: data.map((value) => -value) });
    writeFileSync(join(folder, 'f.list'), names.map((name, n) => `${name}\t${n % 2}\n`).join(''));
    writeFileSync(join(folder, 'f.pairs'), 'a\tc\t0x\nb\td\t1x\n');
    const source = await loadSource({ features: 'f.npy', mirror: 'm.npy', labels: 'f.list' }, { root: folder });
    const pairs = await loadPairs(join(folder, 'f.pairs'), source);
    const values = async (augment: AugmentationOptions, centre?: Float32Array) => {
      const stream = streamBatches({
        branches: [{ name: 'x', source, batch: 3, augment }],
        pairs: [{ group: 'x', pairs, batch: 2, augment }],
        seed: 4,
        centre,
      });
      const { value } = await stream.next();
      await stream.return();
      if (value?.type !== 'batch') throw new Error('expected a batch');
      return value.batch;
    };
    const plain = await values('none');
    const vectors = (list: string[]) =>
      list.flatMap((name) => [...data.subarray(2 * names.indexOf(name)).subarray(0, 2)]);
    const { branches, pairs: made } = plain;
    expect([...(branches['x']?.inputs ?? [])]).toEqual(vectors(branches['x']?.names ?? []));
    expect([...(made['x']?.left ?? [])]).toEqual(vectors(made['x']?.names.map(([left]) => left) ?? []));
    expect([...(made['x']?.right ?? [])]).toEqual(vectors(made['x']?.names.map(([, right]) => right) ?? []));
    const mirrored = await values({ preset: 'none', mirror: 1 });
    expect(mirrored.inputs).toEqual((plain.inputs as Float32Array).map((value) => -value));
    const dropped = await values({ preset: 'none', dropout: 0.5 }, Float32Array.of(4, 5));
    (dropped.inputs as Float32Array).forEach((value, at) => {
      const centre = [4, 5][at % 2] as number;
      expect([centre, centre + 2 * ((plain.inputs[at] as number) - centre)]).toContain(value);
    });
  });

  it('refuses to mix images and features', async () => {
    writeFileSync(join(folder, 'g.txt'), 'a 1 2\nb 3 4\n');
    writeFileSync(join(folder, 'g.list'), 'a\t0\nb\t1\n');
    const source = await loadSource({ features: 'g.txt', labels: 'g.list' }, { root: folder });
    const branches = [
      { name: 'a', source: faces, batch: 2 },
      { name: 'b', source, batch: 2 },
    ];
    await expect(collect({ branches, preprocessing: WHOLE, seed: 1 })).rejects.toThrow(
      /g.txt: gives other inputs than .*faces; expected images; found features of 2 values/,
    );
  });

  it('tells of an unreadable image once, and replaces it by another of the same person, the same one every time', async () => {
    const broken = join(folder, 'broken');
    const paths = await writeFaces(broken, [8, 6, 6]);
    writeFileSync(join(broken, 'p1/1.jpg'), 'no image');
    rmSync(join(broken, 'p2/0.jpg'));
    writeFileSync(join(folder, 'broken.list'), paths.map((path) => `${path}\t${path.slice(0, 2)}\n`).join(''));
    const source = await loadListSource(join(folder, 'broken.list'), broken);
    const plan: StreamPlan = {
      branches: [{ name: 'a', source, batch: 5, augment: 'light' }],
      preprocessing: WHOLE,
      seed: 2,
      toStep: 8,
    };
    const { batches, rejects } = await collect(plan);
    expect(rejects.map(({ item, reason }) => [item, reason]).sort()).toEqual([
      ['p1/1.jpg', 'not-an-image'],
      ['p2/0.jpg', 'missing-file'],
    ]);
    expect(rejects[0]?.detail).toContain('branch a: ');
    const names = batches.flatMap(({ branches }) => branches[0]?.names ?? []);
    expect(names).toHaveLength(40);
    expect(names).not.toContain('p1/1.jpg');
    expect(names).not.toContain('p2/0.jpg');
    // 2 epochs of 20 images: every person keeps its number of images.
    expect([0, 1, 2].map((person) => names.filter((name) => name.startsWith(`p${person}`)).length)).toEqual([
      16, 12, 12,
    ]);
    const again = (await collect({ ...plan, fromStep: 4, workers: 1 })).batches;
    expect(again.map(told)).toEqual(batches.slice(4).map(told));
  });

  it('gives the person another image of its own, twice if need be, where people are drawn', async () => {
    const broken = join(folder, 'few');
    const paths = await writeFaces(broken, [3, 3, 3, 3]);
    for (const person of [0, 1, 2, 3]) rmSync(join(broken, `p${person}/1.jpg`));
    writeFileSync(join(folder, 'few.list'), paths.map((path) => `${path}\t${path.slice(0, 2)}\n`).join(''));
    const source = await loadListSource(join(folder, 'few.list'), broken);
    const branches = [{ name: 'a', source, batch: 6, sampling: { people: 2, images: 3 } }];
    const { batches } = await collect({ branches, preprocessing: WHOLE, seed: 2, toStep: 4 });
    for (const { branches: made } of batches) {
      const people = made[0]?.names.map((name) => name.slice(0, 2)) ?? [];
      expect(new Set(people).size).toBe(2);
      expect([...new Set(people)].map((one) => people.filter((other) => other === one).length)).toEqual([3, 3]);
    }
  });

  it('replaces a pair as a whole', async () => {
    const source = { ...faces, locate: (name: string) => ({ file: join(folder, 'faces', name) }) };
    writeFileSync(join(folder, 'bad.tsv'), 'p0/0.jpg\tp0/9.jpg\tp0\np1/0.jpg\tp1/1.jpg\tp1\np4/0.jpg\tp4/1.jpg\tp4\n');
    const pairs = await loadPairs(join(folder, 'bad.tsv'), source);
    const { batches, rejects } = await collect({
      branches: [{ name: 'g', source: faces, batch: 2, augment: 'none' }],
      pairs: [{ group: 'g', pairs, batch: 3, augment: 'none' }],
      preprocessing: WHOLE,
      seed: 1,
      toStep: 2,
    });
    expect(rejects).toMatchObject([{ item: 'p0/0.jpg\tp0/9.jpg', reason: 'missing-file' }]);
    for (const { pairs: made } of batches) {
      expect(made[0]?.names).toHaveLength(3);
      expect(made[0]?.names.flat().filter((name) => name.startsWith('p0'))).toEqual([]);
    }
  });

  it('goes on where hundreds of images of one person are missing', async () => {
    const lost = Array.from({ length: 300 }, (_, n) => `gone/${n}.jpg\tgone\n`);
    const there = faces.names.map((name) => `${name}\t${name.slice(0, 2)}\n`);
    writeFileSync(join(folder, 'lost.list'), [...there, ...lost].join(''));
    const source = await loadListSource(join(folder, 'lost.list'), join(folder, 'faces'));
    for (const sampling of ['epoch', { people: 2, images: 1 }] as const) {
      const branches = [{ name: 'a', source, batch: 2, sampling }];
      const { batches, rejects } = await collect({ branches, preprocessing: WHOLE, seed: 1, toStep: 30 });
      expect(batches).toHaveLength(30);
      expect(new Set(rejects.map(({ reason }) => reason))).toEqual(new Set(['missing-file']));
    }
  });

  it('stops where a whole branch is unreadable, and says where to look', async () => {
    writeFileSync(join(folder, 'gone.list'), Array.from({ length: 30 }, (_, n) => `x/${n}.jpg\t${n % 3}\n`).join(''));
    const source = await loadListSource(join(folder, 'gone.list'));
    const branches = [{ name: 'lost', source, batch: 4 }];
    await expect(collect({ branches, preprocessing: WHOLE, seed: 1 })).rejects.toThrow(
      /branch "lost": 30 of its 30 items are unreadable.*no such file.*fairface data check/s,
    );
  });
});
