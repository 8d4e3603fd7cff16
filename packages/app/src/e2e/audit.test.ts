import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodePng, type RgbImage } from '@fairface/image';
import { seededRandom } from '@fairface/io';
import { runFairface } from '../testing/run-fairface';

const out = mkdtempSync(join(tmpdir(), 'fairface-audit-'));
const at = (name: string): string => join(out, name);
jest.setTimeout(120_000);
afterAll(() => rmSync(out, { recursive: true }));

/** 120 people with two images each; scores of group b's impostor pairs are 0.15 higher. */
beforeAll(async () => {
  const random = seededRandom(1, 'audit e2e');
  const images = Array.from({ length: 240 }, (_, n) => ({
    id: `i${n}.png`,
    person: n >> 1,
    group: n < 120 ? 'a' : 'b',
  }));
  const rows = images.flatMap((one, i) =>
    images.slice(i + 1).map((other) => {
      const same = one.person === other.person;
      const shift = one.group === 'b' && other.group === 'b' ? 0.15 : 0;
      return `${one.id},${other.id},${(same ? 0.9 : 0.2 + shift) + 0.12 * random.normal()}`;
    }),
  );
  writeFileSync(at('pairs.csv'), ['id1,id2,score', ...rows].join('\n'));
  const table = [...images, { id: 'lost.png', person: 0, group: 'a' }].map(
    ({ id, person, group }) => `${id},p${person},${group}`,
  );
  writeFileSync(at('faces.csv'), ['path,subject,gender', ...table].join('\n'));
  writeFileSync(at('failures.txt'), 'lost.png\n');
  writeFileSync(at('strict.yaml'), 'fmr: 0.01\nrules: [{ measure: fmr-ratio, max: 1.5 }]');
  writeFileSync(at('lenient.yaml'), 'rules: [{ measure: auc, min: 0.9 }]');
  const image: RgbImage = { width: 8, height: 8, data: new Uint8Array(192).fill(120) };
  const png = await encodePng(image);
  for (const { id } of images) writeFileSync(at(id), png);
  mkdirSync(at('elsewhere'));
});

const audit = (...more: string[]) =>
  runFairface(['audit', at('pairs.csv'), '--attributes', at('faces.csv'), '--fmr', '0.01', ...more, '--json']);
const summaryOf = ({ stdout }: { stdout: string }) => JSON.parse(stdout) as Record<string, unknown>;

it('audits, shows the worst pairs, counts failures, and ends with 3 where a rule is broken', async () => {
  const more = ['--images', out, '--failures', at('failures.txt'), '--gate', at('strict.yaml'), '--out', at('audit')];
  const found = await audit(...more);
  expect(found.code).toBe(3);
  expect(summaryOf(found)).toMatchObject({ verdict: 'exceeds', gate: { passed: false }, rejected: 0 });
  const report = readFileSync(at('audit/report.html'), 'utf8');
  expect(report).toContain('src="data:image/jpeg;base64,');
  expect(report).toContain(`--failures ${at('failures.txt')}`);
  const result = JSON.parse(readFileSync(at('audit/audit.json'), 'utf8')) as {
    data: { groups: { failed: number }[] };
    provenance: { files: { sha256: string }[] };
  };
  expect(result.data.groups.map(({ failed }) => failed)).toEqual([1, 0]);
  expect(result.provenance.files.map(({ sha256 }) => sha256.length)).toEqual([64, 64]);
  expect(readFileSync(at('audit/gate.xml'), 'utf8')).toContain('failures="1"');
});

it('corrects on some people and shows before and after on the others', async () => {
  const fit = ['mitigate', 'fit', at('pairs.csv'), '--attributes', at('faces.csv'), '--method', 'group-thresholds'];
  const fitted = await runFairface([...fit, '--by', 'gender', '--fmr', '0.01', '--out', at('fit.json'), '--json']);
  expect([fitted.code, summaryOf(fitted)]).toMatchObject([0, { method: 'group-thresholds', unresolved: [] }]);
  const apply = ['mitigate', 'apply', at('pairs.csv'), '--parameters', at('fit.json'), '--attributes', at('faces.csv')];
  const applied = await runFairface([...apply, '--held-out', '--out', at('fairer.csv'), '--json']);
  expect(applied.code).toBe(0);
  const files = ['audit', at('fairer.csv'), '--before', at('pairs.csv'), '--mitigation', at('fit.json')];
  const more = ['--attributes', at('faces.csv'), '--fmr', '0.01', '--gate', at('lenient.yaml'), '--out', at('after')];
  const after = await runFairface([...files, ...more, '--json']);
  expect(after.code).toBe(0);
  const [beside] = summaryOf(after)['comparisons'] as {
    role: string;
    mitigation: { seenPairs: number };
    verdicts: Record<'a' | 'b', { errors: { ratio: number | null }[] }>;
  }[];
  expect(beside).toMatchObject({ role: 'before', mitigation: { seenPairs: 0 } });
  const ratio = (side: 'a' | 'b'): number => beside?.verdicts[side].errors[0]?.ratio ?? Infinity;
  expect(ratio('b')).toBeGreaterThan(5);
  expect(ratio('a')).toBeLessThan(3);
});

it('counts in a stream what the audit counts', async () => {
  const found = await audit('--stream', '--threshold', '0.5', '--out', at('stream'));
  expect(found.code).toBe(0);
  const plain = ['--threshold', '0.5', '--resamples', '10', '--images', at('elsewhere'), '--out', at('whole')];
  const whole = await audit(...plain);
  expect((summaryOf(whole)['withoutThumbnail'] as string[]).length).toBeGreaterThan(10);
  const { rates } = JSON.parse(readFileSync(at('whole/audit.json'), 'utf8')) as {
    rates: { groups: { fmr: { k: number } }[] };
  };
  const { groups } = summaryOf(found) as { groups: { groups: string[]; falseMatches: number }[] };
  const within = groups.filter(({ groups: [a, b] }) => a === b).map(({ falseMatches }) => falseMatches);
  expect(whole.code).toBe(0);
  expect(within).toEqual(rates.groups.map(({ fmr }) => fmr.k));
});

it.each([
  [['--mitigation', 'fit.json'], 'Name those scores with --before'],
  [['--protected', 'height'], 'height'],
  [['--stream', '--gate', 'strict.yaml'], '--gate needs all pairs at once'],
])('%j: says what is wrong, with code 2', async (more, message) => {
  const { code, stderr } = await audit(...more, '--out', at('nothing'));
  expect(code).toBe(2);
  expect(stderr).toContain(message);
  expect(stderr).not.toContain('    at ');
});
