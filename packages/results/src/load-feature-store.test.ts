import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { loadFeatureStore } from './load-feature-store';
import { parseRange } from './parse-range';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fairface-store-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

const rows = (values: string): string =>
  Array.from({ length: 50 }, (_, n) => `a/${n}.jpg ${n / 100} ${values}\n`).join('');

describe('loadFeatureStore', () => {
  it.each([
    ['six decimals', rows('0.123456'), 'millionths'],
    ['more decimals, if only in the last line', `${rows('0.123456')}z 1 0.1234567\n`, 'double'],
    ['large values', rows('17.000000'), 'double'],
    ['gzip', gzipSync(rows('0.123456')), 'double'],
  ])('holds %s in the smallest kind that is exact', async (_, content, kind) => {
    const { store, names } = await loadFeatureStore({
      file: await file('test.fea', content),
      parse: parseRange,
      threads: 3,
    });
    expect([store.kind, store.dimension]).toEqual([kind, 2]);
    expect(Buffer.from(names.bytes).toString()).toMatch(/^a\/0\.jpga\/1\.jpg.*a\/49\.jpgz?$/);
    expect(names.ends).toHaveLength(names.rows.length);
  });

  it('says that there is no memory for all features', async () => {
    const path = await file('large.fea', rows('1'));
    const allocate = (): WebAssembly.Memory => new WebAssembly.Memory({ initial: 0, maximum: 0, shared: true });
    const run = loadFeatureStore({ file: path, parse: parseRange, threads: 1, allocate });
    await expect(run).rejects.toMatchObject({ code: 'too-many-features', file: path });
  });

  it('waits for the parts under way before it tells that another one failed', async () => {
    const path = await file('parts.fea', rows('1'));
    let ended = false;
    const run = loadFeatureStore({
      file: path,
      threads: 2,
      parse: async (task) => {
        if (task.start === 0) throw new Error('lost thread');
        await new Promise((resolve) => setTimeout(resolve, 50));
        ended = true;
        return parseRange(task);
      },
    });
    await expect(run).rejects.toThrow('lost thread');
    expect(ended).toBe(true);
  });
});
