import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type JobReject, runJob, seededRandom } from '@fairface/io';
import { readMitigation } from './mitigation-file';
import type { MitigationKind } from './mitigation-parameters';
import { runApplyMitigation, type RunApplyMitigationOptions } from './run-apply-mitigation';
import { runFitMitigation, type RunFitMitigationOptions } from './run-fit-mitigation';
import { isFitPerson } from './split-people';

let folder: string;
const at = (name: string): string => join(folder, name);

/** 60 people with two images each; the last image has no subject. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mitigation-'));
  const random = seededRandom(3, 'scores');
  const group = (n: number): string => (n % 2 === 0 ? 'a' : '"b, =1+1"');
  const table = Array.from({ length: 120 }, (_, n) => `i${n}.jpg,p${n >> 1},${group(n >> 1)}`);
  await writeFile(at('table.csv'), ['id,subject,group', ...table, 'last.jpg,,a'].join('\n'));
  const rows: string[] = [];
  for (let i = 0; i < 120; i++)
    for (let j = i + 1; j < 120; j++) {
      const genuine = i >> 1 === j >> 1;
      const score = (genuine ? 0.7 : 0.1) + 0.1 * random.normal() + ((i >> 1) % 2) * ((j >> 1) % 2) * 0.1;
      rows.push(`i${i}_cropped.jpg,i${j}_cropped.jpg,${score.toFixed(6)},${Number(genuine)},"kept, ""as is"""`);
    }
  await writeFile(at('pairs.csv'), ['first,second,similarity,label,note', ...rows].join('\r\n'));
  const feature = (n: number): string => ((n >> 1) % 2 === 0 ? '1 0' : '0 1') + ` ${(n / 500).toFixed(3)}`;
  await writeFile(at('fea'), Array.from({ length: 119 }, (_, n) => `i${n}_cropped.jpg ${feature(n)}`).join('\n'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fit(method: MitigationKind, more: Partial<RunFitMitigationOptions> = {}) {
  const paths = { pairs: at('pairs.csv'), attributes: at('table.csv'), out: at(`${method}.json`) };
  return runJob(runFitMitigation({ ...paths, method, targetFmr: 0.02, clusters: 2, ...more }));
}

async function apply(more: Partial<RunApplyMitigationOptions> & { parameters: string }) {
  const rejects: JobReject[] = [];
  const job = runApplyMitigation({ pairs: at('pairs.csv'), out: at('out.csv'), ...more });
  const summary = await runJob(job, (event) => void (event.type === 'reject' && rejects.push(event)));
  return { summary, rejects, rows: (await readFile(at('out.csv'), 'utf8')).trim().split('\n') };
}

describe('mitigate fit and apply', () => {
  it.each<[MitigationKind, Partial<RunFitMitigationOptions>, Partial<RunApplyMitigationOptions>]>([
    ['group-thresholds', { by: ['group'] }, { attributes: 'table.csv' }],
    ['cohort-group', { by: ['group'] }, { attributes: 'table.csv' }],
    ['cohort-z', {}, {}],
    ['cohort-t', { by: ['group'] }, { attributes: 'table.csv' }],
    ['fsn', { features: 'fea' }, { features: 'fea' }],
    ['faircal', { features: 'fea' }, { features: 'fea' }],
  ])('%s changes scores and nothing else', async (method, fitWith, applyWith) => {
    const there = <T extends object>(options: T): T =>
      Object.fromEntries(
        Object.entries(options).map(([name, value]) => [
          name,
          typeof value === 'string' ? at(value) : (value as unknown),
        ]),
      ) as T;
    const found = await fit(method, there(fitWith));
    expect(found).toMatchObject({ method, unresolved: [] });
    const before = (await readFile(at('pairs.csv'), 'utf8')).trim().split('\r\n');
    const { summary, rejects, rows } = await apply({ parameters: found.out, ...there(applyWith) });
    expect(summary).toMatchObject({ method, leftOut: 0 });
    expect(rows[0]).toBe(before[0]);
    expect(rows.length - 1).toBe(summary.pairs);
    // The last image has no feature.
    expect(rejects.length).toBe(applyWith.features === undefined ? 0 : 119);
    expect(new Set(rejects.map(({ reason }) => reason)).size).toBeLessThanOrEqual(1);
    const parts = (row = ''): string[] => /^([^,]*,[^,]*),([^,]*),(.*)$/.exec(row)?.slice(1) ?? [];
    expect(parts(rows[1])[0]).toBe(parts(before[1])[0]);
    expect(parts(rows[1])[2]).toBe(parts(before[1])[2]);
    expect(Number(parts(rows[1])[1])).not.toBe(Number(parts(before[1])[1]));
  });

  it('holds out the people that were not fitted on', async () => {
    const { out, people } = await fit('group-thresholds', { by: ['group'], share: 0.4, seed: 5 });
    const { split, ...fittedOn } = (await readMitigation(out)).fittedOn;
    expect(split).toEqual({ share: 0.4, seed: 5 });
    const fitPeople = Array.from({ length: 60 }, (_, n) => `p${n}`).filter((name) => isFitPerson(name, split));
    expect([people, fittedOn.people]).toEqual([fitPeople.length, fitPeople.length]);
    const { summary, rows } = await apply({ parameters: out, attributes: at('table.csv'), heldOut: true });
    const judged = 2 * (60 - people);
    expect(summary.pairs).toBe((judged * (judged - 1)) / 2);
    expect(summary.leftOut).toBe((120 * 119) / 2 - summary.pairs);
    const seen = rows.slice(1).flatMap((row) => [...row.matchAll(/i(\d+)_/g)].map(([, n]) => `p${Number(n) >> 1}`));
    expect(fitPeople.filter((name) => seen.includes(name))).toEqual([]);
  });

  it('fits on the people of the split alone: the other people’s scores do not matter', async () => {
    const one = await readMitigation((await fit('group-thresholds', { by: ['group'] })).out);
    const text = await readFile(at('pairs.csv'), 'utf8');
    const changed = text.replace(/i(\d+)_cropped.jpg,i(\d+)_cropped.jpg,[^,]*/g, (row, a: string, b: string) => {
      const held = [a, b].some((n) => !isFitPerson(`p${Number(n) >> 1}`, one.fittedOn.split));
      return held ? `i${a}.jpg,i${b}.jpg,0.99` : row;
    });
    await writeFile(at('changed.csv'), changed);
    const other = await fit('group-thresholds', { by: ['group'], pairs: at('changed.csv'), out: at('other.json') });
    expect((await readMitigation(other.out)).parameters).toEqual(one.parameters);
  });

  it('rejects rows that cannot be corrected, with a reason', async () => {
    const { out } = await fit('group-thresholds', { by: ['group'] });
    await writeFile(at('new.csv'), 'id,subject,group\nx,s,a\ny,s,c\nz,,a\n');
    await writeFile(at('odd.csv'), 'id1,id2,score\nx,y,0.5\nx,nobody,0.5\nx,z,NaN\nx\nx,z,0,3\nx,z,0.25\n');
    const { rejects, rows } = await apply({ pairs: at('odd.csv'), parameters: out, attributes: at('new.csv') });
    const reasons = ['unknown-group', 'unknown-id', 'bad-score', 'malformed-row', 'malformed-row'];
    expect(rejects.map(({ reason }) => reason)).toEqual(reasons);
    expect(rejects[0]?.detail).toContain('"y" is of group=c, a group that the fit does not cover');
    expect(rows).toHaveLength(2);
    const held = await apply({ pairs: at('odd.csv'), parameters: out, attributes: at('new.csv'), heldOut: true });
    expect(held.rejects.map(({ reason }) => reason)).toContain('missing-subject');
  });

  it('leaves names and columns that look like formulas as they are: the pairs are data. Rejects are for reading', async () => {
    const { out } = await fit('group-thresholds', { by: ['group'] });
    const names = ['=HYPERLINK("x"),@a', '+1.jpg'];
    const table = [...names, '-2.jpg'].map((name, n) => `"${name.replaceAll('"', '""')}",q${n},a`);
    const people = await readFile(at('table.csv'), 'utf8');
    await writeFile(at('formulas.table.csv'), `${people}\n${table.join('\n')}`);
    const row = (a: string, b: string): string => `"${a.replaceAll('"', '""')}",${b},0.5,0,=1+1`;
    await writeFile(
      at('formulas.csv'),
      ['first,second,similarity,label,note', row(names[0] ?? '', '+1.jpg'), '=cmd,-2.jpg,0.5,0,@sum'].join('\n'),
    );
    const paths = { pairs: at('formulas.csv'), attributes: at('formulas.table.csv') };
    const { rows, rejects } = await apply({ parameters: out, ...paths });
    expect(rows).toHaveLength(2);
    expect(rows[1]).toMatch(/^"=HYPERLINK\(""x""\),@a",\+1\.jpg,-?[\d.]+,0,=1\+1$/);
    expect(rejects.map(({ item, reason }) => [item, reason])).toEqual([["'=cmd,-2.jpg", 'unknown-id']]);
  });

  it('says what is needed and what is wrong', async () => {
    await expect(fit('group-thresholds')).rejects.toMatchObject({ code: 'missing-option' });
    await expect(fit('fsn')).rejects.toThrow('Name the file with --features');
    await expect(fit('faircal', { features: at('fea'), clusters: 500 })).rejects.toMatchObject({ code: 'cannot-fit' });
    await expect(fit('cohort-z', { share: 0 })).rejects.toThrow('lack genuine ones; found 0 people');
    const { out } = await fit('group-thresholds', { by: ['group'] });
    await expect(apply({ parameters: out })).rejects.toThrow('needs the attributes group of the images');
    const { out: clusters } = await fit('fsn', { features: at('fea'), share: 1 });
    await expect(apply({ parameters: clusters })).rejects.toThrow('needs the features of the images');
    const all = { parameters: clusters, features: at('fea'), attributes: at('table.csv'), heldOut: true };
    await expect(apply(all)).rejects.toMatchObject({ code: 'nobody-held-out' });
    await writeFile(at('short.fea'), 'i0.jpg 1 2\n');
    const short = apply({ parameters: clusters, features: at('short.fea') });
    await expect(short).rejects.toMatchObject({ code: 'wrong-features' });
    await writeFile(at('foreign.fea'), 'q.jpg 1 2 3\n');
    await expect(fit('fsn', { features: at('foreign.fea') })).rejects.toMatchObject({ code: 'no-features' });
    for (const text of ['{', '{}', '{"format":"fairface-mitigation","version":2}']) {
      await writeFile(at('bad.json'), text);
      await expect(apply({ parameters: at('bad.json') })).rejects.toMatchObject({ code: 'bad-mitigation' });
    }
    await expect(apply({ parameters: at('none.json') })).rejects.toMatchObject({ code: 'missing-file' });
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});
