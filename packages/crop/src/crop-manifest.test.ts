import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runJob } from '@fairface/io';
import { cropRecordsWith, type CropSummary } from './crop-records';
import { photograph, poolOf } from './testing/crop-job';

describe('what crops.list.json says of earlier crops', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crop-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('keeps no crop of another root, or of another record file that is no newer', async () => {
    const records = join(folder, 'record.txt');
    const long = new Date(Date.now() - 60_000);
    const write = async (line: string) => {
      await writeFile(records, `${line}\n`);
      await utimes(records, long, long);
    };
    for (const [seed, root] of ['a', 'b'].entries()) {
      await mkdir(join(folder, root));
      await writeFile(join(folder, root, '1.jpg'), await photograph(seed));
      await utimes(join(folder, root, '1.jpg'), long, long);
    }
    const out = join(folder, 'out');
    const crop = async (root: string): Promise<[CropSummary['kept'], Buffer]> => {
      // Files are dated by a clock that lags some milliseconds behind.
      await new Promise((resolve) => setTimeout(resolve, 20));
      const job = { records, root: join(folder, root), out, format: 'png', workers: 1 } as const;
      const { kept } = await runJob(cropRecordsWith(poolOf(), job));
      return [kept, await readFile(join(out, '1_cropped.png'))];
    };

    await write('1.jpg 30 40 70 42 50 60 35 80 66 81');
    const [, first] = await crop('a');
    const [kept, second] = await crop('b');
    expect([kept, second.equals(first)]).toEqual([0, false]);
    await write('1.jpg 50 60 40 50');
    const [keptToo, third] = await crop('b');
    expect([keptToo, third.equals(second)]).toEqual([0, false]);
  });
});
