import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRejects, RejectsFile } from './rejects-file';
import { temporaryFolder } from './testing/temporary-folder';

const folder = temporaryFolder();

describe('RejectsFile', () => {
  it('keeps every reject, counts by reason and reads back', async () => {
    const path = join(folder, 'rejects.csv');
    const file = await RejectsFile.open(path);
    const rejects = [
      { item: 'a,b.jpg', reason: 'missing-file', detail: 'no "such" file' },
      { item: 'c.jpg', reason: 'truncated', detail: 'two\nlines' },
      { item: 'd.jpg', reason: 'truncated', detail: '' },
    ];
    for (const reject of rejects) await file.add(reject);
    expect(file.count).toBe(3);
    expect(Object.fromEntries(file.counts)).toEqual({ 'missing-file': 1, truncated: 2 });
    expect(existsSync(path)).toBe(false);
    await file.commit();
    expect(await readRejects(path)).toEqual(rejects);
  });

  it('writes a header when nothing was rejected', async () => {
    const path = join(folder, 'empty.csv');
    await (await RejectsFile.open(path)).commit();
    expect(readFileSync(path, 'utf8')).toBe('item,reason,detail\n');
  });
});
