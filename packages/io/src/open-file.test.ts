import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openFile } from './open-file';
import { temporaryFolder } from './testing/temporary-folder';

const folder = temporaryFolder();

describe('openFile', () => {
  it('opens a file for reading anywhere in it', async () => {
    const file = join(folder, 'file');
    await writeFile(file, 'abcdef');
    const handle = await openFile(file);
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 3);
    expect(buffer.toString()).toBe('de');
    await handle.close();
  });

  it('names what is not there, is a folder, or cannot be read', async () => {
    const missing = join(folder, 'missing');
    await expect(openFile(missing)).rejects.toMatchObject({ code: 'missing-file', file: missing });
    await expect(openFile(join(folder, 'file', 'inside'))).rejects.toMatchObject({ code: 'missing-file' });
    await expect(openFile(folder)).rejects.toMatchObject({ code: 'not-a-file', file: folder });
    const loop = join(folder, 'loop');
    await symlink(loop, loop);
    await expect(openFile(loop)).rejects.toMatchObject({ code: 'unreadable-file', file: loop });
  });
});
