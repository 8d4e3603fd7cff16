import { appendFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ResumableFiles } from './resumable-files';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fairface-resumable-'));
});
afterEach(() => rm(folder, { recursive: true }));

const open = (identity: unknown = { job: 1 }, restart = false) =>
  ResumableFiles.open({
    paths: [join(folder, 'a'), join(folder, 'b')],
    journal: join(folder, 'journal'),
    identity,
    restart,
  });
const chunk = (a: string, b: string) => [Buffer.from(a), Buffer.from(b)];
const one = { items: 1, rows: 1, rejected: 0 };
const content = (name: string) => readFile(join(folder, name), 'utf8');

describe('ResumableFiles', () => {
  it('shows the final names only when all is complete', async () => {
    const files = await open();
    await files.append(chunk('a1', 'b1'), one);
    expect((await readdir(folder)).sort()).toEqual(['a.partial', 'b.partial', 'journal']);
    await files.overwriteStart(0, Buffer.from('A'));
    await files.complete();
    await files.forget();
    expect((await readdir(folder)).sort()).toEqual(['a', 'b']);
    expect([await content('a'), await content('b')]).toEqual(['A1', 'b1']);
  });

  it('cuts off what was written after the last line of the journal, also a torn one', async () => {
    const killed = await open();
    await killed.append(chunk('a1', 'b1'), one);
    await killed.close();
    await appendFile(join(folder, 'a.partial'), 'half a row');
    await appendFile(join(folder, 'journal'), '{"items":2,"ro');

    const files = await open();
    expect(files.checkpoint).toEqual({ items: 1, rows: 1, rejected: 0, sizes: [2, 2] });
    await files.append(chunk('a2', 'b2'), one);
    await files.close();
    const again = await open();
    expect(again.checkpoint.items).toBe(2);
    await again.complete();
    expect([await content('a'), await content('b')]).toEqual(['a1a2', 'b1b2']);
  });

  it('goes on with the renaming where a run was killed in the middle of it', async () => {
    const killed = await open();
    await killed.append(chunk('a1', 'b1'), one);
    await killed.complete();
    await writeFile(join(folder, 'b.partial'), await content('b'));
    await rm(join(folder, 'b'));

    const files = await open();
    expect(files.checkpoint.complete).toBe(true);
    await files.complete();
    expect([await content('a'), await content('b')]).toEqual(['a1', 'b1']);
  });

  it('starts over for another job, for files that were cut, and when it is told to', async () => {
    const write = async () => {
      const files = await open({ job: 1 }, true);
      await files.append(chunk('a1', 'b1'), one);
      await files.close();
    };
    await write();
    const other = await open({ job: 2 });
    expect([other.checkpoint.items, other.startedOver]).toEqual([
      0,
      'the partial files there are those of another job',
    ]);
    await other.close();

    await write();
    await truncate(join(folder, 'b.partial'), 1);
    const cut = await open();
    expect([cut.checkpoint.items, cut.startedOver]).toEqual([0, expect.stringContaining('b.partial is shorter')]);
    await cut.close();

    await write();
    const told = await open({ job: 1 }, true);
    expect([told.checkpoint.items, told.startedOver]).toEqual([0, undefined]);
    await told.close();
    expect(await content('a.partial')).toBe('');
  });

  it('says that the folder cannot be written', async () => {
    await writeFile(join(folder, 'file'), '');
    const journal = join(folder, 'file', 'journal');
    await expect(ResumableFiles.open({ paths: [], journal, identity: 1, restart: false })).rejects.toMatchObject({
      code: 'cannot-write',
      file: journal,
      message: expect.stringContaining('a part of its path is a file, not a folder'),
    });
  });
});
