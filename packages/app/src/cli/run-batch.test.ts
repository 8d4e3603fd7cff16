import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type JobEvent, readRejects } from '@fairface/io';
import { pino } from 'pino';
import { runBatch } from './run-batch';

const folder = mkdtempSync(join(tmpdir(), 'fairface-batch-'));
afterAll(() => rmSync(folder, { recursive: true }));

const context = { logger: pino({ level: 'silent' }), quiet: true, signal: new AbortController().signal };

/** A job that leaves out `items`, and then ends or fails. */
async function* leavingOut(items: string[], failure?: Error): AsyncGenerator<JobEvent, string> {
  for (const item of items) yield { type: 'reject', item, reason: 'missing-file', detail: '' };
  await Promise.resolve();
  if (failure !== undefined) throw failure;
  return 'done';
}

describe('runBatch', () => {
  it('writes what was left out, and counts it', async () => {
    const rejects = join(folder, 'some', 'rejects.csv');
    const result = await runBatch({ job: leavingOut(['a', 'b']), label: 'test', rejects }, context);
    expect(result).toEqual({ summary: 'done', rejected: 2, reasons: { 'missing-file': 2 } });
    expect((await readRejects(rejects)).map(({ item }) => item)).toEqual(['a', 'b']);
  });

  it('writes an empty file where nothing was left out and the job told nothing', async () => {
    const rejects = join(folder, 'none', 'rejects.csv');
    await runBatch({ job: leavingOut([]), label: 'test', rejects }, context);
    expect(readFileSync(rejects, 'utf8')).toBe('item,reason,detail\n');
  });

  it('leaves nothing behind of a job that cannot start', async () => {
    const rejects = join(folder, 'never', 'rejects.csv');
    const job = leavingOut([], new Error('no such list'));
    await expect(runBatch({ job, label: 'test', rejects }, context)).rejects.toThrow('no such list');
    expect(existsSync(join(folder, 'never'))).toBe(false);
  });

  it('ends the job where the file cannot be made', async () => {
    const job = leavingOut(['a', 'b']);
    await expect(runBatch({ job, label: 'test', rejects: folder }, context)).rejects.toThrow(folder);
    expect(await job.next()).toEqual({ done: true, value: undefined });
  });
});
