import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runJob } from '@fairface/io';
import { readVerificationData } from '../read/read-verification-data';
import { drawVerificationPairs } from '../uncertainty/draw-verification-pairs';
import { randomStream } from '../uncertainty/random';
import type { AuditResult } from './audit-schema';
import { auditVerification } from './audit-verification';
import { runAudit } from './run-audit';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'audit-'))));
afterAll(() => rm(folder, { recursive: true }));

it('finds the same with a second thread as without', async () => {
  const { data, groupOf } = drawVerificationPairs(
    { people: 500, images: 3, impostorsPerPerson: 160, fmr: [0.01, 0.03], fnmr: [0.05, 0.1], dependence: 0.3 },
    randomStream(4),
  );
  const { left, right, score } = data.pairs;
  const pairs = join(folder, 'pairs.csv');
  const attributes = join(folder, 'attributes.csv');
  const rows = Array.from(score, (own, n) => `${(left[n] ?? 0) + 100},${(right[n] ?? 0) + 100},${own.toFixed(17)}`);
  // A pair that comes again the other way round, and one of an image that nobody knows.
  const text = ['id1,id2,score', ...rows, `${(right[0] ?? 0) + 100},${(left[0] ?? 0) + 100},0.5`, '7,100,0.5', ''].join(
    '\n',
  );
  expect(text.length).toBeGreaterThan(4e6);
  await writeFile(pairs, text);
  const people = Array.from(groupOf, (group, n) => `${n + 100},${data.subjects[data.subjectOf[n] ?? 0]},${group}`);
  await writeFile(attributes, ['id,subject,group', ...people].join('\n'));
  const out = join(folder, 'out');
  const options = { protected: ['group'], resamples: 50 };
  await runJob(runAudit({ pairs, attributes, out, ...options }));
  const { provenance, system, ...found } = JSON.parse(await readFile(join(out, 'audit.json'), 'utf8')) as AuditResult;
  expect(provenance?.files.map(({ role, bytes }) => [role, bytes])).toEqual([
    ['pairs', text.length],
    ['attributes', (await readFile(attributes)).length],
  ]);
  expect(system.name).toBe('pairs.csv');
  const read = await runJob(readVerificationData({ pairs, attributes, columns: ['group'] }));
  const alone = JSON.parse(JSON.stringify(auditVerification(read, options))) as AuditResult;
  expect(found).toEqual({ ...alone, provenance: undefined, system: undefined });
  expect(found.data.rejects).toEqual({ 'unknown-id': 1 });
  expect(found.data.mirroredPairs).toBeGreaterThan(0);
});
