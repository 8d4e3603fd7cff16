import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFeatures } from '@fairface/features';
import { encodePng, loadImage } from '@fairface/image';
import { type JobEvent, runJob } from '@fairface/io';
import type { MineOptions, MineSummary } from './mine-options';
import { minePairs } from './mine-pairs';
import { allPairs, tolerance } from './testing/all-pairs';
import { type PlantedSet, plantedSet } from './testing/planted-set';
import { temporaryFolder } from './testing/temporary-folder';

const root = temporaryFolder();
let set: PlantedSet;
let whole: Mined;
let next = 0;

beforeAll(async () => {
  set = await plantedSet(root, { persons: 200, images: 6, dimension: 24 });
  whole = await mine();
});

interface Mined {
  readonly out: string;
  readonly summary: MineSummary;
  readonly events: JobEvent[];
}

/** A run into a folder of its own. */
async function mine(options: Partial<MineOptions> = {}): Promise<Mined> {
  const out = options.out ?? join(root, `out${next++}`);
  const events: JobEvent[] = [];
  const job = minePairs({ ...set, groupBy: ['group'], workers: 1, ...options, out });
  const summary = await runJob(job, (event) => void events.push(event));
  return { out, summary, events };
}

const rows = (file: string): string[][] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));

const contents = (folder: string): Record<string, string> =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'latin1')]));

describe('minePairs', () => {
  it('lists the hardest pairs of every group, as all pairs in float64 have them', async () => {
    const { out, summary } = await mine({ positives: { below: 0.8 }, negatives: 50 });
    expect(summary.groups.map(({ name }) => name)).toEqual(['g0', 'g1']);
    for (const group of summary.groups) {
      const inGroup = (n: number) => set.groups[n] === group.name;
      const own = (a: number, b: number) => set.people[a] === set.people[b];
      const positives = allPairs(set.vectors, (a, b) => inGroup(a) && own(a, b)).sort((a, b) => a.cosine - b.cosine);
      const negatives = allPairs(set.vectors, (a, b) => inGroup(a) && inGroup(b) && !own(a, b));
      negatives.sort((a, b) => b.cosine - a.cosine);
      const expected = {
        positives: positives.filter(({ cosine }) => cosine < 0.8),
        negatives: negatives.slice(0, 50),
      };
      for (const kind of ['positives', 'negatives'] as const) {
        const [head, ...found] = rows(join(out, group.files[kind]));
        expect(head).toEqual(['# left', 'right', 'label', 'similarity']);
        expect(found).toHaveLength(expected[kind].length);
        found.forEach(([left, right, label, similarity], n) => {
          expect(label).toBe(kind === 'positives' ? '1' : '0');
          expect(Math.abs(Number(similarity) - (expected[kind][n]?.cosine ?? NaN))).toBeLessThan(tolerance(24) + 5e-5);
          const [a, b] = [set.names.indexOf(left ?? ''), set.names.indexOf(right ?? '')];
          expect(a < b && inGroup(a) && inGroup(b) && own(a, b) === (kind === 'positives')).toBe(true);
        });
      }
      expect(group).toMatchObject({ images: 600, people: 100, ownPairs: positives.length, noneBelow: false });
    }
    expect(JSON.parse(readFileSync(join(out, 'mining.json'), 'utf8'))).toEqual(summary);
  });

  it('finds planted label errors: an image of somebody else, and one person in two groups', () => {
    const { out, summary } = whole;
    const [head, ...errors] = rows(join(out, summary.labelErrors)).map(([line = '']) => line.split(','));
    expect(head?.join()).toBe('kind,image,person,own_similarity,other_image,other_person,other_similarity,pairs');
    const wrong = errors.filter(([kind]) => kind === 'disagreement').map((row) => [row[1], row[2], row[5]]);
    expect(wrong).toEqual([
      ['p0/1_cropped.png', 'p0', 'p2'],
      ['p4/5_cropped.png', 'p4', 'p1'],
    ]);
    const [same] = errors.filter(([kind]) => kind === 'look-alikes');
    expect(same?.slice(1)).toEqual(['p1/5_cropped.png', 'p1', '', 'p4/5_cropped.png', 'p4', '1.0000', '6']);
    expect(summary.pairs).toBe((1200 * 1199) / 2);
  });

  it('looks within groups alone, or for no label errors, where that is asked for', async () => {
    const within = await mine({ acrossGroups: false });
    expect(within.summary.pairs).toBe(600 * 599);
    const errors = readFileSync(join(within.out, 'label-errors.csv'), 'utf8');
    expect(errors).toContain('look-alikes,p0/1_cropped.png,p0,,p2/');
    expect(errors).not.toContain('look-alikes,p1/5_cropped.png');
    const none = await mine({ errors: 0 });
    expect(none.summary).toMatchObject({ pairs: 600 * 599, disagreements: 0, lookAlikes: 0 });
    expect(rows(join(none.out, 'label-errors.csv'))).toHaveLength(1);
  });

  it('takes the hardest k of one person, and all where none is below the bound', async () => {
    const hardest = await mine({ positives: { most: 7 } });
    expect(hardest.summary.groups.map(({ positives }) => positives)).toEqual([7, 7]);
    const { summary } = await mine({ positives: { below: -0.999 } });
    summary.groups.forEach((group) => expect(group).toMatchObject({ noneBelow: true, positives: group.ownPairs }));
  });

  it('lists as many negatives as are asked for, which changes no label error', async () => {
    const folder = join(root, 'noisy');
    mkdirSync(folder);
    // So noisy that far more than the 10,000 pairs that look-alikes are taken from are alike enough.
    const noisy = await plantedSet(folder, { persons: 200, images: 6, dimension: 8, noise: 3 });
    const few = await mine(noisy);
    const all = await mine({ ...noisy, negatives: 200_000 });
    const different = (600 * 599 - 100 * 6 * 5) / 2;
    expect(all.summary.groups.map(({ negatives }) => negatives)).toEqual([different, different]);
    expect(contents(all.out)['label-errors.csv']).toBe(contents(few.out)['label-errors.csv']);
  });

  it('writes the same with two threads as with one', async () => {
    const { out } = await mine({ workers: 2 });
    expect(contents(out)).toEqual(contents(whole.out));
  });

  it('goes on where it was interrupted, and leaves no half a file', async () => {
    const out = join(root, 'interrupted');
    const stop = new AbortController();
    const job = minePairs({ ...set, groupBy: ['group'], workers: 1, out, signal: stop.signal });
    let reports = 0;
    const run = runJob(job, (event) => {
      if (event.type === 'progress' && event.done > 0 && ++reports === 4) stop.abort();
    });
    await expect(run).rejects.toMatchObject({ name: 'AbortError' });
    expect(stop.signal.aborted).toBe(true);
    expect(readdirSync(out).sort()).toEqual(['g0.negatives.pairs', 'g0.positives.pairs', 'mining.journal']);
    const again = await mine({ out });
    expect(again.summary.resumed).toBeGreaterThan((600 * 599) / 2);
    expect(again.summary.resumed).toBeLessThan(again.summary.pairs);
    expect({ ...again.summary, resumed: 0 }).toEqual(whole.summary);
    expect({ ...contents(out), 'mining.json': '' }).toEqual({ ...contents(whole.out), 'mining.json': '' });
  });

  it('starts over where the features or the options are others', async () => {
    const out = join(root, 'others');
    const stop = new AbortController();
    const run = runJob(minePairs({ ...set, groupBy: ['group'], out, signal: stop.signal }), (event) => {
      if (event.type === 'progress' && event.done > 0) stop.abort();
    });
    await expect(run).rejects.toMatchObject({ name: 'AbortError' });
    expect(stop.signal.aborted).toBe(true);
    const { summary } = await mine({ out, negatives: 11 });
    expect(summary.resumed).toBe(0);
    expect(readdirSync(out)).not.toContain('mining.journal');
  });

  it('tells how far it is, up to all pairs', () => {
    const { events, summary } = whole;
    const progress = events.flatMap((event) => (event.type === 'progress' && event.total ? [event] : []));
    expect(progress.at(-1)).toMatchObject({ done: summary.pairs, total: summary.pairs });
    const done = progress.map((event) => event.done);
    expect(done).toEqual([...done].sort((a, b) => a - b));
  });
});

describe('minePairs, the contact sheet', () => {
  it('shows likely label errors, and says which images it did not find', async () => {
    const photos = join(root, 'photos');
    for (const name of ['p0/0_cropped.png', 'p0/1_cropped.png', 'p0/2.png', 'p2/3.png']) {
      mkdirSync(join(photos, name.slice(0, 2)), { recursive: true });
      const data = new Uint8Array(3 * 64 * 64).fill(90);
      writeFileSync(join(photos, name), await encodePng({ width: 64, height: 64, data }));
    }
    const { out, summary } = await mine({ root: photos, errors: 2 });
    expect(summary.sheet).toBe('label-errors.png');
    const { width, height } = await loadImage(join(out, 'label-errors.png'));
    expect(width).toBeGreaterThan(6 * 128);
    expect(height).toBeGreaterThan((summary.disagreements + summary.lookAlikes) * 128);
    const without = await mine({ out });
    expect(without.summary.sheet).toBeUndefined();
    expect(readdirSync(out)).not.toContain('label-errors.png');
  });
});

describe('minePairs, bad input', () => {
  const file = join(root, 'bad.npy');
  const table = join(root, 'bad.csv');
  const write = async (names: string[], values: number[], lines: string[]) => {
    await writeFeatures(file, { names, dimension: 2, data: Float32Array.from(values) });
    writeFileSync(table, `${lines.join('\n')}\n`);
  };
  const bad = (options: Partial<MineOptions> = {}) =>
    mine({ features: file, attributes: table, groupBy: ['group'], ...options });

  it('rejects rows and features that cannot be used, each with its reason, and mines the rest', async () => {
    await write(
      ['a.jpg', 'b.jpg', 'zero.jpg', 'a.jpg', 'unknown.jpg', 'nobody.jpg'],
      [1, 0, 0, 1, 0, 0, 1, 1, 1, 1, 1, 1],
      ['path,subject,group', 'a.jpg,p,g', 'b.jpg,q,g', 'zero.jpg,p,g', 'nobody.jpg,,g', ',p,g', 'a.jpg,q,g'],
    );
    const { events, summary } = await bad();
    const rejects = events.flatMap((event) => (event.type === 'reject' ? [`${event.item} ${event.reason}`] : []));
    expect(rejects).toEqual([
      'nobody.jpg missing-attribute',
      'line 6 missing-attribute',
      'a.jpg duplicate-row',
      'zero.jpg zero-feature',
      'a.jpg duplicate-feature',
      'unknown.jpg no-attributes',
      'nobody.jpg no-attributes',
    ]);
    expect(summary).toMatchObject({ images: 2, people: 2, rejected: 7 });
    expect(summary.groups[0]).toMatchObject({ positives: 0, negatives: 1 });
    expect(summary.genuineMedian).toBeUndefined();
  });

  it('mines a single person, and people with one image each', async () => {
    await write(['a', 'b'], [1, 0, 1, 1], ['id,subject,group', 'a,p,g', 'b,p,h/h']);
    const { out, summary } = await bad({ groupBy: [] });
    expect(summary.impostorLevel).toBeUndefined();
    expect(summary.groups).toMatchObject([{ name: 'all', positives: 1, negatives: 0, noneBelow: true }]);
    expect(rows(join(out, 'all.positives.pairs'))[1]).toEqual(['a', 'b', '1', '0.7071']);
    const apart = await bad();
    expect(apart.summary.groups.map(({ files }) => files.positives)).toEqual([
      'g.positives.pairs',
      'h_h.positives.pairs',
    ]);
  });

  it('keeps groups apart whose values are the same when they are joined', async () => {
    await write(
      ['a', 'b', 'c', 'd'],
      [1, 0, 1, 1, 1, 0, 0, 1],
      ['id,subject,group,more', 'a,p,a-b,c', 'b,p,a-b,c', 'c,q,a,b-c', 'd,r,a,b-c'],
    );
    const { out, summary } = await bad({ groupBy: ['group', 'more'] });
    expect(summary.groups).toMatchObject([
      { name: '"a"-"b-c"', images: 2, positives: 0, negatives: 1 },
      { name: '"a-b"-"c"', images: 2, positives: 1, negatives: 0 },
    ]);
    const [first, second] = summary.groups.map(({ files }) => files);
    expect(rows(join(out, first?.negatives ?? '')).slice(1)).toEqual([['c', 'd', '0', '0.0000']]);
    expect(rows(join(out, second?.positives ?? '')).slice(1)).toEqual([['a', 'b', '1', '0.7071']]);
  });

  it('names what is wrong with the table or the features', async () => {
    await write(['a'], [1, 0], ['path,subject,group', 'a,p,g']);
    await expect(bad({ groupBy: ['race'] })).rejects.toMatchObject({ code: 'missing-column', file: table });
    await expect(bad({ label: 'person' })).rejects.toMatchObject({ code: 'missing-column', file: table });
    await expect(bad({ features: join(root, 'none.npy') })).rejects.toMatchObject({ code: 'missing-file' });
    writeFileSync(table, 'name,subject,group\na,p,g\n');
    await expect(bad()).rejects.toThrow(/bad.csv:1: no column names the images; expected a column "path" or "id"/);
    writeFileSync(table, 'path,subject,group\n');
    await expect(bad()).rejects.toMatchObject({ code: 'empty-table' });
    writeFileSync(table, 'path,subject,group\nb,p,g\n');
    await expect(bad()).rejects.toThrow(/none of its images has a row in the attributes table; found a/);
  });

  it('refuses a root that is no folder before it reads anything', async () => {
    await write(['a'], [1, 0], ['path,subject,group', 'a,p,g']);
    for (const folder of [join(root, 'nowhere'), file]) {
      const out = join(root, 'rootless');
      await expect(bad({ root: folder, out })).rejects.toMatchObject({ code: 'missing-folder', file: folder });
      expect(readdirSync(root)).not.toContain('rootless');
    }
  });

  it('says so where no feature of the images that the table names has a direction', async () => {
    await write(['other', 'a', 'b'], [1, 0, 0, 0, 0, 0], ['path,subject,group', 'a,p,g', 'b,q,g']);
    await expect(bad()).rejects.toMatchObject({
      code: 'only-zero-features',
      file,
      message:
        `${file}: no image that the attributes table names has a feature with a direction; ` +
        'expected numbers that are not all zero; found 2 features without one, the first that of a. Extract them again',
    });
  });

  it.each([
    [{ negatives: 0 }, 'negatives: expected a whole number of at least 1; found 0'],
    [{ positives: { most: 1.5 } }, 'positives.most: expected a whole number of at least 1; found 1.5'],
    [{ positives: { below: 2 } }, 'positives.below: expected a similarity from -1 to 1; found 2'],
    [{ errors: -1 }, 'errors: expected a whole number of at least 0; found -1'],
    [{ workers: 0 }, 'workers: expected a whole number of at least 1; found 0'],
  ])('refuses %j', async (options, message) => {
    await expect(mine(options)).rejects.toThrow(new RangeError(message));
  });
});
