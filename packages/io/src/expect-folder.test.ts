import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from './testing/temporary-folder';
import { expectFolder } from './expect-folder';

const folder = temporaryFolder();

describe('expectFolder', () => {
  it('passes over a folder', async () => {
    await expect(expectFolder(folder, { expected: 'a folder' })).resolves.toBeUndefined();
  });

  it('names what is not there, or is no folder, and what was expected', async () => {
    const missing = join(folder, 'missing');
    const wanted = { expected: 'the folder of the images', hint: 'Check --root' };
    await expect(expectFolder(missing, wanted)).rejects.toMatchObject({
      code: 'missing-folder',
      file: missing,
      message: `${missing}: no such folder; expected the folder of the images. Check --root`,
    });
    const file = join(folder, 'file');
    await writeFile(file, '');
    await expect(expectFolder(file, wanted)).rejects.toMatchObject({
      code: 'missing-folder',
      message: `${file}: is not a folder; expected the folder of the images. Check --root`,
    });
  });
});
