import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from './make-folder';

const root = mkdtempSync(join(tmpdir(), 'fairface-folder-'));
afterAll(() => rmSync(root, { recursive: true }));

describe('makeFolder', () => {
  it('makes folders in folders, once or again, and by many at a time', async () => {
    const path = join(root, 'a', 'b', 'c');
    await Promise.all([makeFolder(path), makeFolder(path), makeFolder(join(root, 'a', 'b'))]);
    await makeFolder(path);
    await makeFolder(`${path}/`);
    await makeFolder('.');
    await makeFolder('/');
    expect(existsSync(path)).toBe(true);
  });

  it('makes one path from several sides, whoever comes first', async () => {
    for (let n = 0; n < 100; n++) {
      const path = join(root, 'sides', String(n));
      await Promise.all([makeFolder(path), makeFolder(join(path, 'x')), makeFolder(join(path, 'x', 'y'))]);
      expect(existsSync(join(path, 'x', 'y'))).toBe(true);
    }
  });

  it('refuses a file in its way', async () => {
    writeFileSync(join(root, 'file'), '');
    await expect(makeFolder(join(root, 'file'))).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(makeFolder(join(root, 'file', 'x'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  });

  (existsSync('/proc/self') ? it : it.skip)('ends where a file system has no folders to be made', async () => {
    await expect(makeFolder('/proc/x/y')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
