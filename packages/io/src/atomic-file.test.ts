import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AtomicFile } from './atomic-file';
import { temporaryFolder } from './testing/temporary-folder';
import { writeFileAtomic } from './write-file-atomic';

const folder = temporaryFolder();

describe('AtomicFile', () => {
  it('appears only when it is committed, in a folder that it makes', async () => {
    const path = join(folder, 'deep', 'er', 'a.txt');
    const file = await AtomicFile.open(path);
    await file.write('one ');
    await file.write(new Uint8Array([116, 119, 111]));
    expect(existsSync(path)).toBe(false);
    await file.commit();
    expect(readFileSync(path, 'utf8')).toBe('one two');
    expect(readdirSync(join(folder, 'deep', 'er'))).toEqual(['a.txt']);
  });

  it('leaves the old file whole and nothing beside it when it is given up', async () => {
    const path = join(folder, 'kept', 'b.txt');
    await writeFileAtomic(path, 'old');
    const file = await AtomicFile.open(path);
    await file.write('x'.repeat(3_000_000));
    await file.abort();
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(join(folder, 'kept'))).toEqual(['b.txt']);
  });

  it('does nothing on abort after commit', async () => {
    const path = join(folder, 'c.txt');
    const file = await AtomicFile.open(path);
    await file.write('c');
    await file.commit();
    await file.abort();
    expect(readFileSync(path, 'utf8')).toBe('c');
  });

  it('writes more than its buffer in order', async () => {
    const path = join(folder, 'big.txt');
    const file = await AtomicFile.open(path);
    const line = `${'y'.repeat(999)}\n`;
    for (let n = 0; n < 3000; n += 1) await file.write(`${n}${line}`);
    await file.commit();
    const lines = readFileSync(path, 'utf8').split('\n');
    expect(lines).toHaveLength(3001);
    expect(lines.every((text, n) => n === 3000 || text === `${n}${'y'.repeat(999)}`)).toBe(true);
  });

  it('says which folder cannot be made', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(AtomicFile.open(join(folder, 'file', 'x.txt'))).rejects.toThrow(/EEXIST|ENOTDIR/);
  });
});
