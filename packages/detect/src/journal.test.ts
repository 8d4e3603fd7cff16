import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Journal, type JournalEntry } from './journal';

const entry = (path: string): JournalEntry => ({
  path,
  faces: [],
  rejects: [{ item: path, reason: 'no-face', detail: 'ü, "x"' }],
});

describe('Journal', () => {
  let folder: string;
  let out: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fairface-journal-'));
    out = join(folder, 'record.txt');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('gives back what a run with the same identity finished', async () => {
    const { journal, finished } = await Journal.open(out, { minSize: 32 });
    expect(finished).toEqual([]);
    await journal.add(entry('a.jpg'));
    await journal.add(entry('b.jpg'));
    expect((await Journal.open(out, { minSize: 32 })).finished).toEqual([entry('a.jpg'), entry('b.jpg')]);
  });

  it('drops a line that a crash cut short, and goes on behind the last whole one', async () => {
    const { journal } = await Journal.open(out, 1);
    await journal.add(entry('ä.jpg'));
    await appendFile(`${out}.journal`, '{"path":"b.jpg","fac');
    const again = await Journal.open(out, 1);
    expect(again.finished).toEqual([entry('ä.jpg')]);
    await again.journal.add(entry('c.jpg'));
    expect((await Journal.open(out, 1)).finished).toEqual([entry('ä.jpg'), entry('c.jpg')]);
  });

  it("starts over another run's journal", async () => {
    const { journal } = await Journal.open(out, { minSize: 32 });
    await journal.add(entry('a.jpg'));
    expect((await Journal.open(out, { minSize: 64 })).finished).toEqual([]);
    expect(await readFile(`${out}.journal`, 'utf8')).toBe('{"minSize":64}\n');
  });

  it('removes itself', async () => {
    const { journal } = await Journal.open(out, 1);
    await journal.remove();
    await expect(readFile(`${out}.journal`)).rejects.toThrow('ENOENT');
  });
});
