import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPairs, loadSource } from '@fairface/data';
import { writeFeatures } from '@fairface/features';
import { seededRandom } from '@fairface/io';
import { runFairface } from '../testing/run-fairface';

const folder = mkdtempSync(join(tmpdir(), 'fairface-mine-'));
const at = (name: string): string => join(folder, name);
const mine = (...more: string[]) =>
  runFairface(['mine', at('f.npy'), '--attributes', at('faces.csv'), '--out', at('mined'), ...more]);

beforeAll(async () => {
  const random = seededRandom(1, 'features');
  const names = Array.from({ length: 60 }, (_, n) => `p${n >> 2}/${n & 3}_cropped.jpg`);
  const centres = Array.from({ length: 15 }, () => Array.from({ length: 8 }, () => random.normal()));
  const data = Float32Array.from(names.flatMap((_, n) => (centres[n >> 2] ?? []).map((x) => x + random.normal())));
  await writeFeatures(at('f.npy'), { names, dimension: 8, data });
  const rows = names
    .slice(1)
    .map((name, n) => `${name.replace('_cropped', '')},p${(n + 1) >> 2},g${((n + 1) >> 2) % 2}`);
  writeFileSync(at('faces.csv'), `path,subject,sex\n${rows.join('\n')}\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('fairface mine', () => {
  it('says what it found, left out and where, and ends with 1 where an image was left out', async () => {
    const { code, stdout } = await mine('--group-by', 'sex', '--below', '0.5', '--negatives', '20');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^59 images of 15 people in 2 groups, 1,711 pairs compared\n/);
    expect(stdout).toMatch(
      / {2}g0: 31 images of 8 people, \d+ hard positives from -?0\.\d+ up, 20 hard negatives from/,
    );
    expect(stdout).toContain(`left out 1 (1 no-attributes): see ${at('mined/mining.rejects.csv')}`);
    expect(readFileSync(at('mined/mining.rejects.csv'), 'utf8')).toContain('p0/0_cropped.jpg,no-attributes');
  });

  it('writes positives that training takes as the pairs of a group, and negatives that it refuses', async () => {
    await mine('--group-by', 'sex');
    const source = await loadSource({ features: at('f.npy'), attributes: at('faces.csv'), filter: 'sex == "g0"' });
    const pairs = await loadPairs(at('mined/g0.positives.pairs'), source);
    const lines = readFileSync(at('mined/g0.positives.pairs'), 'utf8').trimEnd().split('\n').slice(1);
    expect([pairs.names.length, pairs.rejects]).toEqual([lines.length, []]);
    await expect(loadPairs(at('mined/g0.negatives.pairs'), source)).rejects.toMatchObject({ code: 'negative-pairs' });
    const branches = ['g0', 'g1'].map((name) => {
      const filter = `sex == "${name}"`;
      return { name, features: 'f.npy', attributes: 'faces.csv', filter, batch: 4 };
    });
    const groups = branches.map(({ name }) => ({ branch: name, pairs: `mined/${name}.positives.pairs`, batch: 2 }));
    const model = { preset: 'adapter', inputDimension: 8 };
    writeFileSync(at('train.json'), JSON.stringify({ model, branches, groups, steps: 1 }));
    const trained = await runFairface(['train', at('train.json'), '--dry-run', '--engine', 'cpu']);
    expect(trained).toMatchObject({ code: 0, stderr: expect.not.stringContaining('error') as unknown });
  });

  it('tells where no pair is below the bound, and prints one object with --json', async () => {
    const { stdout } = await mine('--below', '-0.99');
    expect(stdout).toMatch(
      /no pair of one person is below -0.99, so all are listed. The median of such pairs is 0\.\d+/,
    );
    const json = await mine('--json', '--hardest-positives', '5');
    expect(JSON.parse(json.stdout)).toMatchObject({ images: 59, groups: [{ name: 'all', positives: 5 }] });
    expect(existsSync(at('mined/all.positives.pairs'))).toBe(true);
  });

  it('refuses a root that is not there before it compares anything', async () => {
    const root = await mine('--root', at('nowhere'), '--out', at('rootless'));
    expect(root.code).toBe(2);
    expect(root.stderr).toContain(`${at('nowhere')}: no such folder; expected the folder of the images. Check --root`);
    expect(existsSync(at('rootless'))).toBe(false);
  });

  it('refuses what makes no sense, in one line', async () => {
    const column = await mine('--group-by', 'race');
    expect(column.code).toBe(2);
    expect(column.stderr).toContain('faces.csv:1: ');
    expect(column.stderr).toContain('race');
    const bound = await mine('--below', '1.5');
    expect([bound.code, bound.stderr]).toEqual([2, expect.stringContaining('Expected a similarity from -1 to 1.')]);
  });
});
