import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFeatures } from '@fairface/features';
import { encodePng } from '@fairface/image';
import { temporaryFolder } from '../testing/temporary-folder';
import { SIDE, unevenImage, writeFaces } from '../testing/face-folder';
import { checkData, type CheckSummary } from './check-data';
import type { CheckPlan } from './check-plan';
import type { Finding } from './finding';

const root = temporaryFolder();
const faces = join(root, 'faces');
const write = (name: string, lines: readonly string[]): void =>
  writeFileSync(join(root, name), lines.map((line) => `${line}\n`).join(''));

async function check(plan: CheckPlan): Promise<{ findings: Finding[]; summary: CheckSummary }> {
  const job = checkData({ root, workers: 2, ...plan });
  const findings: Finding[] = [];
  let step = await job.next();
  for (; !step.done; step = await job.next()) {
    const { type, ...event } = step.value;
    if (type === 'finding') findings.push(event as Finding);
  }
  return { findings, summary: step.value };
}

/** Code, branch and item of every finding. */
const told = (findings: Finding[]) =>
  findings.map(({ severity, code, branch, item }) => [severity, code, branch, item]);

beforeAll(async () => {
  await writeFaces(faces, [4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4]);
});

describe('checkData', () => {
  it('finds nothing in good data, and sums it up', async () => {
    const { findings, summary } = await check({
      branches: [{ name: 'base', folder: 'faces', batch: 8 }],
      templateSize: SIDE,
    });
    expect(findings).toEqual([]);
    expect(summary).toEqual({
      branches: [{ name: 'base', origin: faces, items: 48, people: 12, perPerson: [4, 4, 4], batch: 8 }],
      images: 48,
      counts: { error: 0, warning: 0, notice: 0 },
    });
  });

  it('finds missing, damaged, odd-sized and doubled images, and reads each image once', async () => {
    const bad = join(root, 'bad');
    const paths = await writeFaces(bad, [4, 4, 4, 4]);
    writeFileSync(join(bad, 'p0/0.jpg'), 'text');
    copyFileSync(join(bad, 'p1/0.jpg'), join(bad, 'p2/0.jpg'));
    copyFileSync(join(bad, 'p3/0.jpg'), join(bad, 'p3/1.jpg'));
    writeFileSync(join(bad, 'p3/3.jpg'), await encodePng(unevenImage(20)));
    const lines = paths.map((path) => `${path}\t${path.slice(0, 2)}`);
    write('bad.list', [...lines, 'p2/9.jpg\tp2', 'p1/3.jpg\tp1']);
    const spec = { list: 'bad.list', root: 'bad', batch: 4 };
    const branches = [
      { name: 'a', ...spec },
      { name: 'b', ...spec },
    ];
    const { findings, summary } = await check({ branches, templateSize: SIDE });
    expect(told(findings)).toEqual([
      ['notice', 'people-in-two-branches', 'a, b', ''],
      ['warning', 'not-an-image', 'a, b', 'p0/0.jpg'],
      ['warning', 'missing-file', 'a, b', 'p2/9.jpg'],
      ['warning', 'other-size', 'a', 'p3/3.jpg'],
      ['warning', 'other-size', 'b', 'p3/3.jpg'],
      ['warning', 'duplicate-across-people', 'a, b', 'p1/0.jpg'],
      ['notice', 'listed-twice', 'a', 'p1/3.jpg'],
      ['notice', 'listed-twice', 'b', 'p1/3.jpg'],
      ['notice', 'duplicate-image', 'a, b', 'p3/0.jpg'],
    ]);
    expect(findings[5]?.detail).toContain('p1 (p1/0.jpg) and of p2 (p2/0.jpg)');
    expect(findings[3]?.detail).toContain('the first 20 x 20');
    expect(summary.images).toBe(17);
    expect(summary.counts).toEqual({ error: 0, warning: 5, notice: 4 });
    expect(told((await check({ branches, images: false })).findings)).toEqual([
      ['notice', 'people-in-two-branches', 'a, b', ''],
    ]);
  });

  it('says where no image of a branch can be read', async () => {
    write('gone.list', ['x/1.jpg\tx', 'y/1.jpg\ty', 'y/2.jpg\ty', 'x/2.jpg\tx']);
    const { findings } = await check({ branches: [{ name: 'gone', list: 'gone.list', batch: 2 }] });
    expect(told(findings).slice(-1)).toEqual([['error', 'branch-unreadable', 'gone', '']]);
    expect(findings).toHaveLength(5);
  });

  it('finds people in two groups, in two branches, and does not mistake numbers of two lists for the same people', async () => {
    const list = (people: number[], label = (person: number) => `p${person}`) =>
      people.flatMap((person) => [0, 1, 2, 3].map((n) => `p${person}/${n}.jpg\t${label(person)}`));
    const all = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
    write('base.list', list(all));
    write('dark.list', list(all.slice(0, 10)));
    write('bright.list', list(all.slice(9)));
    write('some.list', [...list([0, 1, 2]), 'p3/0.jpg\tothers', 'p3/1.jpg\tothers']);
    const of = (name: string) => ({ name, list: `${name}.list`, root: 'faces', batch: 4 });
    write('pairs', ['p9/0.jpg\tp9/1.jpg', 'p9/2.jpg\tp9/3.jpg']);
    const pairs = (branch: string) => ({ branch, pairs: 'pairs', batch: 2 });
    const { findings } = await check({
      branches: [of('base'), of('dark'), of('bright'), of('some')],
      groups: [pairs('dark'), pairs('bright')],
      images: false,
    });
    const people = findings.filter(({ code }) => code.startsWith('pe'));
    expect(told(people)).toEqual([
      ['notice', 'people-in-two-branches', 'base, dark', ''],
      ['notice', 'people-in-two-branches', 'base, bright', ''],
      ['warning', 'person-in-two-groups', 'dark, bright', 'p9'],
      ['warning', 'people-in-two-branches', 'base, some', ''],
      ['warning', 'people-in-two-branches', 'dark, some', ''],
    ]);
    expect(people[0]?.detail).toBe('all of 10 people of dark are also in base (p0, p1, p2, ...)');
    expect(people[3]?.detail).toBe('3 of 4 people of some are also in base (p0, p1, p2)');
    write('one.list', list([0, 1], String));
    write(
      'two.list',
      list([2, 3], (person) => String(person - 2)),
    );
    expect((await check({ branches: [of('one'), of('two')], images: true })).findings).toEqual([]);
  });

  it('finds people of the validation in a branch', async () => {
    write(
      'train.list',
      [0, 1, 2].flatMap((n) => [0, 1, 2].map((k) => `p${n}/${k}.jpg\tp${n}`)),
    );
    write('judge.list', ['p2/3.jpg\tp2', 'p3/0.jpg\tp3']);
    const branches = [{ name: 'base', list: 'train.list', root: 'faces', batch: 3 }];
    const { findings } = await check({ branches, validation: { list: 'judge.list', root: 'faces' } });
    expect(told(findings)).toEqual([['warning', 'people-in-validation', 'base, validation', '']]);
    expect(findings[0]?.detail).toBe('1 people are in base and in the validation (p2): its results would be too good');
  });

  it('finds empty and tiny groups, batches that are too large, and people with too few images', async () => {
    writeFileSync(
      join(root, 'faces.csv'),
      'path,subject,gender\np0/0.jpg,p0,male\np1/0.jpg,p1,male\np1/1.jpg,p1,female\n',
    );
    write('some.pairs', ['p1/0.jpg\tp1/1.jpg']);
    const of = (name: string, more: object) => ({ name, table: 'faces.csv', root: 'faces', batch: 1, ...more });
    const { findings, summary } = await check({
      branches: [
        of('empty', { filter: 'gender == "none"' }),
        of('tiny', { filter: 'gender == "male"' }),
        of('alone', { filter: 'gender == "female"' }),
        of('small', { batch: 4 }),
        of('mixed', { batch: 4, sampling: { people: 2, images: 2 } }),
        of('repeats', {
          table: undefined,
          list: 'bad.list',
          root: 'bad',
          batch: 8,
          sampling: { people: 1, images: 8 },
        }),
        of('typo', { filter: 'gendr == "male"' }),
        of('nowhere', { table: 'none.csv' }),
      ],
      groups: ['empty', 'tiny'].map((branch) => ({ branch, pairs: 'some.pairs', batch: 2 })),
      images: false,
    });
    const without = findings.filter(({ code }) => code !== 'people-in-two-branches');
    expect(told(without)).toEqual([
      ['error', 'empty-group', 'empty', ''],
      ['error', 'unknown-column', 'typo', ''],
      ['error', 'missing-file', 'nowhere', ''],
      ['warning', 'tiny-group', 'tiny', ''],
      ['notice', 'single-images', 'tiny', ''],
      ['error', 'batch-too-large', 'tiny', ''],
      ['warning', 'tiny-branch', 'alone', ''],
      ['warning', 'one-person', 'alone', ''],
      ['notice', 'single-images', 'alone', ''],
      ['error', 'batch-too-large', 'small', ''],
      ['notice', 'single-images', 'small', ''],
      ['error', 'batch-too-large', 'mixed', ''],
      ['notice', 'single-images', 'mixed', ''],
      ['notice', 'repeated-images', 'mixed', ''],
      ['notice', 'repeated-images', 'repeats', ''],
    ]);
    expect(without[0]?.detail).toContain('takes none of 3 rows');
    expect(summary.branches.find(({ name }) => name === 'tiny')?.pairs).toBe(1);
    expect(summary.branches.map(({ name }) => name)).toEqual(['tiny', 'alone', 'small', 'mixed', 'repeats']);
  });

  it('finds pairs of missing images and of different people', async () => {
    write('a.pairs', [
      'p0/0.jpg\tp0/1.jpg\tp0',
      'p0/0.jpg\tp7/1.jpg\tp0',
      'p0/0.jpg\tp0/9.jpg\tp0',
      'p1/0.jpg\tp1/1.jpg',
    ]);
    const { findings } = await check({
      branches: [{ name: 'g', folder: 'faces', batch: 8 }],
      groups: [{ branch: 'g', pairs: 'a.pairs', batch: 2 }],
    });
    expect(told(findings)).toEqual([
      ['warning', 'missing-image', 'g', 'p0/0.jpg\tp0/9.jpg'],
      ['warning', 'few-pairs', 'g', ''],
      ['warning', 'pair-of-two-people', 'g', 'p0/0.jpg\tp7/1.jpg'],
    ]);
    expect(findings[2]?.detail).toContain('the images are of p0 and p7');
    write('none.pairs', ['q\tr']);
    const none = await check({
      branches: [{ name: 'g', folder: 'faces', batch: 8 }],
      groups: [{ branch: 'g', pairs: 'none.pairs', batch: 2 }],
      images: false,
    });
    expect(told(none.findings)).toEqual([['error', 'no-pairs', 'g', '']]);
  });

  it('finds equal feature vectors of different people', async () => {
    mkdirSync(join(root, 'features'), { recursive: true });
    const names = ['a1', 'a2', 'b1', 'b2'];
    const data = Float32Array.of(1, 2, 3, 4, 1, 2, 5, 6);
    await writeFeatures(join(root, 'features/f.npy'), { names, dimension: 2, data });
    write(
      'features/people.list',
      names.map((name) => `${name}\t${name[0]}`),
    );
    const { findings } = await check({
      branches: [{ name: 'f', features: 'features/f.npy', labels: 'features/people.list', batch: 2 }],
    });
    expect(told(findings)).toEqual([['warning', 'duplicate-across-people', 'f', 'a1']]);
  });
});
