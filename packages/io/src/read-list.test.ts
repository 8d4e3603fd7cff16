import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ListItem, readList } from './read-list';
import { temporaryFolder } from './testing/temporary-folder';

const folder = temporaryFolder();

async function items(source: string): Promise<ListItem[]> {
  const found: ListItem[] = [];
  for await (const item of readList(source)) found.push(item);
  return found;
}

describe('readList', () => {
  it('reads paths with labels behind tabs or spaces, quoted paths, and passes over comments', async () => {
    const list = join(folder, 'a.list');
    writeFileSync(
      list,
      [
        'a.jpg',
        '# no',
        '',
        'b c.jpg\tp1',
        'd.jpg p2',
        '"e ""f"".jpg" p3',
        'g h.jpg\t',
        '"i j.jpg"',
        '" k.jpg "\t',
      ].join('\n'),
    );
    expect(await items(list)).toEqual([
      { path: 'a.jpg', line: 1 },
      { path: 'b c.jpg', label: 'p1', line: 4 },
      { path: 'd.jpg', label: 'p2', line: 5 },
      { path: 'e "f".jpg', label: 'p3', line: 6 },
      { path: 'g h.jpg', line: 7 },
      { path: 'i j.jpg', line: 8 },
      { path: ' k.jpg ', line: 9 },
    ]);
  });

  it('walks a folder in the order of names and takes images only', async () => {
    const root = join(folder, 'photos');
    mkdirSync(join(root, 'b'), { recursive: true });
    for (const name of ['c.JPG', 'a.png', 'b/z.webp', 'b/y.jpeg', 'notes.txt', 'jpg'])
      writeFileSync(join(root, name), '');
    expect((await items(root)).map(({ path }) => path)).toEqual(['a.png', 'b/y.jpeg', 'b/z.webp', 'c.JPG']);
  });

  it('names a missing list', async () => {
    await expect(items(join(folder, 'none'))).rejects.toMatchObject({ code: 'missing-file' });
  });
});
