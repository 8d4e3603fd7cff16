import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRejects } from '@fairface/io';
import { RunRejects } from './run-rejects';

const folder = mkdtempSync(join(tmpdir(), 'fairface-rejects-'));
afterAll(() => rmSync(folder, { recursive: true }));

const bad = { item: 'a.jpg', reason: 'truncated', detail: 'cut off' };
const missing = { item: 'b.jpg', reason: 'missing-file', detail: 'no such file' };

describe('RunRejects', () => {
  it('names an image once, also across the parts of a run', async () => {
    const path = join(folder, 'rejects.csv');
    const first = await RunRejects.open(path, false);
    expect([first.add(bad), first.add(bad)]).toEqual([true, false]);
    await first.save();
    const second = await RunRejects.open(path, true);
    expect([second.add(bad), second.add(missing), second.count]).toEqual([false, true, 2]);
    await second.save();
    expect(await readRejects(path)).toEqual([bad, missing]);
    expect(second.reasons).toEqual({ truncated: 1, 'missing-file': 1 });
  });

  it('writes the file also where nothing was rejected, and forgets an older run', async () => {
    const path = join(folder, 'rejects.csv');
    const rejects = await RunRejects.open(path, false);
    await rejects.save();
    expect(existsSync(path)).toBe(true);
    const empty = await RunRejects.open(join(folder, 'new.csv'), true);
    await empty.save();
    expect(await readRejects(join(folder, 'new.csv'))).toEqual([]);
  });
});
