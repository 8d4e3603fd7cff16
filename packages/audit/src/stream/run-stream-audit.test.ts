import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runJob } from '@fairface/io';
import { groupErrorRates } from '../fairness/group-error-rates';
import { golden, goldenData } from '../testing/golden';
import { runStreamAudit, type StreamAudit } from './run-stream-audit';

const by = ['gender', 'skin'];
let folder: string;
let files: { pairs: string; attributes: string };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stream-'));
  files = { pairs: join(folder, 'pairs.csv'), attributes: join(folder, 'people.csv') };
  const people = golden.templates.map(([subject = 0], id) => `${id},${subject},${golden.subjects[subject]?.join(',')}`);
  await writeFile(files.attributes, `id,subject,gender,skin\n${people.join('\n')}\n`);
  const rows = golden.pairs.map(([a, b, , score]) => `${a},${b},${score}`);
  await writeFile(files.pairs, `id1,id2,score\n${rows.join('\n')}\nnobody,0,0.5\n`);
});
afterAll(() => rm(folder, { recursive: true }));

it.each([0.1, 0.01, 0.001])(
  'finds a threshold for FMR %d within 2^-15 of the best one, with the counts that belong to it',
  async (targetFmr) => {
    const out = join(folder, `out-${targetFmr}`);
    const rejected: string[] = [];
    const { audit } = await runJob(runStreamAudit({ ...files, protected: by, out, targetFmr }), (event) => {
      if (event.type === 'reject') rejected.push(event.reason);
    });
    expect(JSON.parse(await readFile(join(out, 'stream-audit.json'), 'utf8')) as StreamAudit).toEqual(audit);
    // Read twice, told once.
    expect(rejected).toEqual(['unknown-id']);
    const [best] = groupErrorRates(goldenData(), { by, targetFmr });
    const { value, fmr, fmrBelow } = audit.threshold;
    expect(Math.abs(value - (best?.threshold ?? NaN))).toBeLessThanOrEqual(Math.abs(value) * 2 ** -15);
    expect(fmr).toBeLessThanOrEqual(targetFmr);
    expect(fmrBelow).toBeGreaterThan(targetFmr);
    const [exact] = groupErrorRates(goldenData(), { by, thresholds: [value] });
    expect(audit.groups).toEqual(
      exact?.pairs.map((cell) => ({
        groups: cell.groups,
        impostor: cell.fmr.n,
        genuine: cell.fnmr.n,
        falseMatches: cell.fmr.k,
        falseNonMatches: cell.fnmr.k,
      })),
    );
  },
);

it('takes a threshold that is given, and writes a table of the rates', async () => {
  const out = join(folder, 'given');
  const { audit } = await runJob(runStreamAudit({ ...files, protected: by, out, threshold: 0.3 }));
  expect(audit.threshold).toMatchObject({ value: 0.3, source: 'given', fmrBelow: null });
  expect(audit.pairs).toEqual({ impostor: 2100, genuine: 900 });
  const table = (await readFile(join(out, 'tables', 'stream-rates.csv'), 'utf8')).trim().split('\n');
  expect(table).toHaveLength(11);
  expect(table[1]).toMatch(/^"gender=0, skin=0","gender=0, skin=0",\d+,577,0\.\d+,\d+,299,/);
});
