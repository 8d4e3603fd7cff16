import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFailures } from './read-failures';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'failures-'))));
afterAll(() => rm(folder, { recursive: true }));

it.each([
  ['a rejects file', 'item,reason,detail\n"a, b.jpg",no-face,"none, found"\nc.jpg,truncated,\n', ['a, b.jpg', 'c.jpg']],
  ['a rejects file with a byte order mark', '\uFEFFitem,reason,detail\r\na.jpg,no-face,\r\n', ['a.jpg']],
  ['a rejects file without rejects', 'item,reason,detail\n', []],
  ['a list', '# undetected\np1/a.jpg\n"b c.jpg"\n', ['p1/a.jpg', 'b c.jpg']],
  ['nothing', '', []],
])('reads %s', async (_, text, images) => {
  const path = join(folder, 'failures');
  await writeFile(path, text);
  await expect(readFailures(path)).resolves.toEqual(images);
});

it('refuses a rejects file that lacks a column', async () => {
  const path = join(folder, 'broken.csv');
  await writeFile(path, 'item,why\na.jpg,no-face\n');
  await expect(readFailures(path)).rejects.toMatchObject({ file: path });
});
