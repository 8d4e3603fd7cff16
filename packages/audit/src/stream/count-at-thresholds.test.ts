import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runJob } from '@fairface/io';
import { groupErrorRates } from '../fairness/group-error-rates';
import { golden, goldenData } from '../testing/golden';
import { countAtThresholds } from './count-at-thresholds';

it('counts a file as the audit counts columns', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stream-'));
  const files = { pairs: join(folder, 'pairs.csv'), attributes: join(folder, 'people.csv') };
  const people = golden.templates.map(([subject = 0], id) => `${id},${subject},${golden.subjects[subject]?.join(',')}`);
  await writeFile(files.attributes, `id,subject,gender,skin\n${people.join('\n')}\n`);
  await writeFile(
    files.pairs,
    `id1,id2,score\n${golden.pairs.map(([a, b, , score]) => `${a},${b},${score}`).join('\n')}\n`,
  );
  const thresholds = [0.443359375, -1, 0.3, 2];
  const counts = await runJob(countAtThresholds({ ...files, by: ['gender', 'skin'], thresholds }));
  const expected = groupErrorRates(goldenData(), { by: ['gender', 'skin'], thresholds });
  expect(counts).toHaveLength(10);
  counts.forEach((cell, n) =>
    thresholds.forEach((_, t) => {
      const { groups, fmr, fnmr } = expected[t]?.pairs[n] ?? { groups: [], fmr: undefined, fnmr: undefined };
      expect(cell.groups).toEqual(groups);
      expect([cell.impostor, cell.falseMatches[t]]).toEqual([fmr?.n, fmr?.k]);
      expect([cell.genuine, cell.falseNonMatches[t]]).toEqual([fnmr?.n, fnmr?.k]);
    }),
  );
  await rm(folder, { recursive: true });
});
