import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AtomicFile } from './atomic-file';
import { temporaryFolder } from './testing/temporary-folder';
import { workerFile } from './worker-file';
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

  it('says what cannot be written, why, and what to do', async () => {
    writeFileSync(join(folder, 'file'), '');
    const path = join(folder, 'file', 'x.txt');
    await expect(AtomicFile.open(path)).rejects.toMatchObject({
      code: 'cannot-write',
      message: expect.stringMatching(
        /x\.txt: cannot be written: a part of its path is a file, not a folder \(E/,
      ) as string,
    });
  });

  it.each([
    ['a folder', tmpdir(), /cannot be written: is a folder. Name a file$/],
    ['a device', '/dev/null', /cannot be written: is a device or a pipe, not a file. Name a file$/],
  ])('never replaces %s', async (_, path, message) => {
    await expect(AtomicFile.open(path)).rejects.toMatchObject({
      code: 'cannot-write',
      message: expect.stringMatching(message) as string,
    });
  });

  it('says that there is no room, keeps the old file and leaves nothing beside it', async () => {
    const path = join(folder, 'full', 'x.txt');
    await writeFileAtomic(path, 'old');
    const { filename, execArgv } = workerFile(join(__dirname, 'testing'), 'write-too-much');
    // A limit on the size of files answers a write as a full disk does, after some bytes were written.
    const limited = 'ulimit -f 64 && exec "$@"';
    const { stdout } = spawnSync('bash', ['-c', limited, 'bash', process.execPath, ...execArgv, filename, path]);
    expect(stdout.toString()).toContain('x.txt: cannot be written: the file would be larger than allowed here (EFBIG)');
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(join(folder, 'full'))).toEqual(['x.txt']);
  });
});
