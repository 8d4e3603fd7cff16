import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFolderAtomic } from './write-folder-atomic';

const root = mkdtempSync(join(tmpdir(), 'fairface-folder-'));
afterAll(() => rmSync(root, { recursive: true }));

const filled = (text: string) => (folder: string) => {
  writeFileSync(join(folder, 'a.txt'), text);
  return Promise.resolve();
};

describe('writeFolderAtomic', () => {
  it('makes the folder, and replaces an older one with all its files', async () => {
    const path = join(root, 'deep', 'one');
    await writeFolderAtomic(path, filled('old'));
    writeFileSync(join(path, 'b.txt'), 'of the old one');
    await writeFolderAtomic(path, filled('new'));
    expect(readdirSync(join(root, 'deep'))).toEqual(['one']);
    expect(readdirSync(path)).toEqual(['a.txt']);
    expect(readFileSync(join(path, 'a.txt'), 'utf8')).toBe('new');
  });

  it('leaves the old folder whole, and nothing beside it, when it fails half-way', async () => {
    const path = join(root, 'two', 'kept');
    await writeFolderAtomic(path, filled('old'));
    const half = async (folder: string): Promise<void> => {
      await filled('new')(folder);
      throw Object.assign(new Error('no room'), { code: 'ENOSPC', syscall: 'write' });
    };
    await expect(writeFolderAtomic(path, half)).rejects.toThrow('kept: cannot be written: the disk is full (ENOSPC)');
    expect(readdirSync(join(root, 'two'))).toEqual(['kept']);
    expect(readFileSync(join(path, 'a.txt'), 'utf8')).toBe('old');
  });
});
