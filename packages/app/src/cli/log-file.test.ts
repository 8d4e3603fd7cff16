import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogFile } from './log-file';

const folder = mkdtempSync(join(tmpdir(), 'fairface-log-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('LogFile', () => {
  it('is not there until it is opened, and then holds all lines once', () => {
    const path = join(folder, 'run', 'log.jsonl');
    const log = new LogFile(path);
    log.write('one\n');
    log.write('two\n');
    expect(existsSync(join(folder, 'run'))).toBe(false);
    log.open();
    log.write('three\n');
    log.open();
    expect(readFileSync(path, 'utf8')).toBe('one\ntwo\nthree\n');
  });
});
