import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogFile } from './log-file';

const folder = mkdtempSync(join(tmpdir(), 'fairface-log-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('LogFile', () => {
  it('is not there until it is opened, and then holds all lines once', async () => {
    const path = join(folder, 'run', 'log.jsonl');
    const log = new LogFile(path);
    log.write('one\n');
    log.write('two\n');
    expect(existsSync(join(folder, 'run'))).toBe(false);
    await log.open();
    log.write('three\n');
    await log.open();
    expect(readFileSync(path, 'utf8')).toBe('one\ntwo\nthree\n');
  });

  it.each([
    ['a folder', () => folder, /is a folder \(EISDIR\)/],
    ['below a file', () => join(__filename, 'log.jsonl'), /a part of its path is a file/],
    [
      'a folder that cannot be made',
      () => '/proc/fairface/log.jsonl',
      /\/proc\/fairface\/log.jsonl: cannot be written/,
    ],
  ])('cannot be %s', async (_, path, message) => {
    await expect(new LogFile(path()).open()).rejects.toThrow(message);
  });
});
