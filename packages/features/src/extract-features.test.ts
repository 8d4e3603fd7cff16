import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type JobEvent, runJob } from '@fairface/io';
import { extractFeatures } from './extract-features';
import type { ExtractOptions } from './extract-options';
import { formatFeatureLine } from './format-feature-line';
import { loadFeatures } from './load-features';
import { meanFeature } from './mean-feature';
import { BAD_IMAGES, makeImages } from './testing/make-images';
import { fakeEmbedder } from './testing/fake-embedder';

let root: string;
let good: string[];
let out: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'fairface-extract-'));
  good = await makeImages(root, 23);
});
beforeEach(async () => {
  out = join(await mkdtemp(join(root, 'out-')), 'test.fea');
});
afterAll(() => rm(root, { recursive: true }));

async function extract(options: Partial<ExtractOptions>) {
  const events: JobEvent[] = [];
  const job = extractFeatures({
    list: items(good),
    embedder: fakeEmbedder(),
    out,
    root,
    batch: 4,
    workers: 2,
    ...options,
  });
  const summary = await runJob(job, (event) => {
    events.push(event);
  });
  return {
    summary,
    events,
    rejects: events.flatMap((event) => (event.type === 'reject' ? [[event.item, event.reason]] : [])),
  };
}

const items = (paths: string[]) => paths.map((path) => ({ path }));

/** The good images with bad ones between them, so that no batch boundary falls as it would without. */
const mixed = () =>
  good.flatMap((path, n) => [path, ...(n % 4 === 1 ? [Object.values(BAD_IMAGES)[(n - 1) / 4] ?? path] : [])]);

describe('extractFeatures', () => {
  it('writes a row for every good image in the order of the list, and tells of every bad one', async () => {
    const alone = await extract({ batch: 1, out: join(root, 'alone') });
    const { summary, rejects, events } = await extract({ list: items(mixed()) });
    expect(rejects.sort()).toEqual(
      Object.entries(BAD_IMAGES)
        .map(([reason, item]) => [item, reason])
        .sort((a, b) => (String(a) < String(b) ? -1 : 1)),
    );
    expect(summary).toMatchObject({
      images: mixed().length,
      features: mixed().length - 5,
      rejected: 5,
      resumed: 0,
      alreadyComplete: false,
    });
    expect(events.at(-1)).toEqual({ type: 'progress', done: mixed().length, total: mixed().length });
    const found = await loadFeatures(`${out}.mean`);
    expect(found.names).toEqual(mixed().filter((path) => !Object.values<string>(BAD_IMAGES).includes(path)));
    for (const kind of ['noFlip', 'Flip', 'mean']) {
      const rows = (await readFile(`${join(root, 'alone')}.${kind}`, 'utf8')).split('\n');
      const expected = found.names.map((name) => rows.find((row) => row.startsWith(`${name} `)));
      expect((await readFile(`${out}.${kind}`, 'utf8')).split('\n')).toEqual([...expected, '']);
    }
    expect(alone.summary.features).toBe(good.length);
    expect((await readdir(join(out, '..'))).sort()).toEqual(
      ['Flip', 'json', 'mean', 'noFlip', 'rejected.jsonl'].map((name) => `test.fea.${name}`),
    );
  });

  it('means what the other two files say, and tells the mirror image from the image', async () => {
    await extract({});
    const [image, mirror] = [await loadFeatures(`${out}.noFlip`), await loadFeatures(`${out}.Flip`)];
    const lines = (await readFile(`${out}.mean`, 'utf8')).split('\n');
    for (const [n, name] of image.names.entries()) {
      const [f, g] = [image, mirror].map(({ data, dimension }) => data.slice(n * dimension, (n + 1) * dimension));
      expect(f).not.toEqual(g);
      const mean = meanFeature(f ?? new Float32Array(), g ?? new Float32Array()) ?? new Float32Array();
      expect(lines[n]).toBe(formatFeatureLine(name, mean, 'shortest').toString());
    }
  });

  it('writes .npy files with names and provenance beside them', async () => {
    await extract({ format: 'npy', batch: 5 });
    await extract({ format: 'text', batch: 3, out: `${out}.text` });
    for (const kind of ['noFlip', 'Flip', 'mean']) {
      const array = await loadFeatures(`${out}.${kind}.npy`);
      const text = await loadFeatures(`${out}.text.${kind}`);
      expect(array.names).toEqual(good);
      for (const [n, value] of array.data.entries()) expect(Math.abs(value - (text.data[n] ?? NaN))).toBeLessThan(1e-5);
      expect(JSON.parse(await readFile(`${out}.${kind}.npy.json`, 'utf8'))).toMatchObject({
        model: 'fake',
        template: 'seed256',
        preprocessing: fakeEmbedder().preprocessing,
        flip: expect.stringContaining('left-right mirror image'),
        feature: kind,
        rows: good.length,
      });
    }
  });

  it('does nothing where the result is complete, unless it is told to', async () => {
    await extract({ list: items(mixed()) });
    const again = await extract({
      list: items(mixed()),
      embedder: { ...fakeEmbedder(), embed: () => Promise.reject(new Error('not asked for')) },
    });
    expect(again.summary).toMatchObject({ alreadyComplete: true, resumed: mixed().length, rejected: 5 });
    expect(again.rejects).toHaveLength(5);
    const anew = await extract({ list: items(mixed()), restart: true });
    expect(anew.summary).toMatchObject({ alreadyComplete: false, resumed: 0 });
    await rm(`${out}.Flip`);
    expect((await extract({ list: items(mixed()) })).summary).toMatchObject({ alreadyComplete: false, resumed: 0 });
  });

  it('ends at a signal and goes on from there', async () => {
    await extract({ list: items(mixed()), out: `${out}.whole` });
    const stop = new AbortController();
    const job = extractFeatures({
      list: items(mixed()),
      embedder: fakeEmbedder(1),
      out,
      root,
      batch: 4,
      saveEvery: 0,
      signal: stop.signal,
    });
    const run = runJob(job, (event) => {
      if (event.type === 'progress' && event.done >= 9) stop.abort(new Error('stopped'));
    });
    await expect(run).rejects.toThrow('stopped');
    const { summary, rejects } = await extract({ list: items(mixed()) });
    expect(summary.resumed).toBeGreaterThanOrEqual(9);
    expect(summary.resumed).toBeLessThan(mixed().length);
    expect(rejects).toHaveLength(5);
    for (const name of ['noFlip', 'Flip', 'mean', 'rejected.jsonl']) {
      expect(await readFile(`${out}.${name}`)).toEqual(await readFile(`${out}.whole.${name}`));
    }
  });

  it('does not continue the work of another job', async () => {
    const stop = new AbortController();
    const run = async (options: Partial<ExtractOptions>) => extract({ ...options, signal: stop.signal });
    const other = { ...fakeEmbedder(), name: 'other' };
    const embed: typeof other.embed = (batch) => {
      if (batch.count === 3) stop.abort(new Error('stopped'));
      return other.embed(batch);
    };
    await expect(run({ embedder: { ...other, embed } })).rejects.toThrow('stopped');
    const { summary } = await extract({});
    expect(summary).toMatchObject({ resumed: 0, startedOver: 'the partial files there are those of another job' });
    expect((await loadFeatures(`${out}.noFlip`)).names).toEqual(good);
  });

  it('reads a list file and a folder', async () => {
    const list = join(root, 'images.list');
    await writeFile(list, good.map((path, n) => `${path}\tperson ${n}\n`).join(''));
    expect((await extract({ list })).summary.features).toBe(good.length);
    const folder = await extract({ list: join(root, 'faces'), root: undefined, out: `${out}.folder` });
    expect((await loadFeatures(`${out}.folder.mean`)).names.sort()).toEqual(
      good.map((path) => path.replace('faces/', '')).sort(),
    );
    expect(folder.summary.features).toBe(good.length);
  });

  it.each([
    ['npy' as const, 4],
    ['text' as const, 5],
  ])('joins the shards of %s files when the last of %d is finished', async (format, count) => {
    await extract({ list: items(mixed()), format, out: `${out}.whole` });
    const order = Array.from({ length: count }, (_, n) => ((n * 3) % count) + 1);
    let last;
    for (const index of order) last = await extract({ list: items(mixed()), format, shard: { index, count } });
    expect(last?.summary.joined).toBe(true);
    for (const name of format === 'npy'
      ? ['noFlip.npy', 'Flip.npy', 'mean.npy', 'mean.npy.txt']
      : ['noFlip', 'Flip', 'mean']) {
      expect(await readFile(`${out}.${name}`)).toEqual(await readFile(`${out}.whole.${name}`));
    }
    expect((await readdir(join(out, '..'))).filter((name) => /shard|tmp|partial|journal/.test(name))).toEqual([]);
    const again = await extract({ list: items(mixed()), format, shard: { index: 1, count } });
    expect(again.summary).toMatchObject({ alreadyComplete: true, joined: true });
    expect(again.rejects).toHaveLength(5);
  });

  it('has empty shards where there are more than images', async () => {
    const list = items(good.slice(0, 2));
    for (const index of [3, 1, 2]) await extract({ list, shard: { index, count: 3 } });
    expect((await loadFeatures(`${out}.mean`)).names).toEqual(good.slice(0, 2));
  });

  it('leaves the shards alone while one is missing', async () => {
    const { summary } = await extract({ shard: { index: 2, count: 3 } });
    expect(summary).toMatchObject({ joined: false, images: 8 });
    expect((await loadFeatures(`${out}.shard-2-of-3.mean`)).names).toEqual(good.slice(7, 15));
  });

  it('may finish several shards, and join them, at the same time', async () => {
    await extract({ out: `${out}.whole` });
    const shards = await Promise.all([1, 2, 3].map((index) => extract({ shard: { index, count: 3 } })));
    expect(shards.some(({ summary }) => summary.joined)).toBe(true);
    expect(await readFile(`${out}.mean`)).toEqual(await readFile(`${out}.whole.mean`));
    expect((await readdir(join(out, '..'))).filter((name) => /shard|tmp|partial|journal/.test(name))).toEqual([]);
  });

  it('says what cannot be done', async () => {
    await expect(extract({ list: [] })).rejects.toMatchObject({ code: 'empty-list' });
    await expect(extract({ list: join(root, 'none.list') })).rejects.toMatchObject({ code: 'missing-file' });
    await expect(extract({ shard: { index: 3, count: 2 } })).rejects.toThrow(
      'expected index/count with 1 <= index <= count; found 3/2',
    );
    await expect(extract({ saveEvery: -1 })).rejects.toThrow('saveEvery: expected seconds, 0 or more; found -1');
    await expect(extract({ batch: 0 })).rejects.toThrow('batch: expected a whole number of at least 1; found 0');
    await expect(extract({ list: (function* () {})() })).rejects.toThrow('found a generator');
    const short = { ...fakeEmbedder(), embed: async () => new Float32Array(3) };
    await expect(extract({ embedder: short })).rejects.toThrow(
      'embedder fake: expected 32 values for 4 images; found 3',
    );
    const wide = { ...fakeEmbedder().preprocessing, cut: { x: 5, y: 0, width: 12, height: 12 } };
    await expect(extract({ embedder: { ...fakeEmbedder(), preprocessing: wide } })).rejects.toThrow(
      'expected a rectangle inside 16 x 16',
    );
    await writeFile(join(root, 'a-file'), '');
    await expect(extract({ out: join(root, 'a-file', 'x') })).rejects.toMatchObject({ code: 'cannot-write' });
  });

  it('loads neither the thread pool nor the image decoder for who only reads feature files', () => {
    jest.isolateModules(() => {
      jest.doMock('piscina', () => {
        throw new Error('loaded');
      });
      jest.doMock('@fairface/image', () => {
        throw new Error('loaded');
      });
      expect(Object.keys(jest.requireActual<object>('./index'))).toContain('readFeatures');
    });
    jest.dontMock('piscina');
    jest.dontMock('@fairface/image');
  });
});
