import { mkdirSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { put } from '../testing/fake-steps';
import { temporaryFolder } from '../testing/temporary-folder';
import { withLock } from './with-lock';

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('withLock', () => {
  const root = temporaryFolder();

  it('lets one in at a time, tells the others that they wait, and gives results', async () => {
    const folder = join(root, 'turns');
    let inside = 0;
    let most = 0;
    const waits: string[] = [];
    const work = async () => {
      most = Math.max(most, ++inside);
      await pause(20);
      inside--;
      return 'done';
    };
    const runs = [1, 2, 3].map(() => withLock(folder, { onProgress: ({ step }) => waits.push(step) }, work));
    expect(await Promise.all(runs)).toEqual(['done', 'done', 'done']);
    expect(most).toBe(1);
    expect(waits).toEqual(['wait', 'wait']);
  });

  it('overcomes the lock of a process that was killed', async () => {
    const folder = join(root, 'stale');
    const lock = join(folder, '.lock');
    mkdirSync(lock, { recursive: true });
    utimesSync(lock, new Date(Date.now() - 60_000), new Date(Date.now() - 60_000));
    expect(await withLock(folder, {}, async () => 'done')).toBe('done');
  });

  it('stops waiting when told to', async () => {
    const folder = join(root, 'impatient');
    mkdirSync(join(folder, '.lock'), { recursive: true });
    const stop = new AbortController();
    const waiting = withLock(folder, { signal: stop.signal, onProgress: () => stop.abort() }, async () => 'done');
    await expect(waiting).rejects.toMatchObject({ code: 'aborted' });
  });

  it('stops the work when the lock is lost', async () => {
    const folder = join(root, 'lost');
    const work = async (signal: AbortSignal) => {
      rmSync(join(folder, '.lock'), { recursive: true });
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))));
    };
    await expect(withLock(folder, {}, work, 2000)).rejects.toMatchObject({ code: 'lock-lost' });
  });

  it('is free again after a failure', async () => {
    const folder = join(root, 'failing');
    await expect(withLock(folder, {}, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await withLock(folder, {}, async () => 'done')).toBe('done');
  });

  it('says that the cache folder cannot be made', async () => {
    await put(join(root, 'file'), '');
    await expect(withLock(join(root, 'file', 'native'), {}, async () => 1)).rejects.toMatchObject({
      code: 'cannot-write',
      message: expect.stringContaining('FAIRFACE_CACHE'),
    });
  });
});
