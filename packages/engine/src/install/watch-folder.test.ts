import { join } from 'node:path';
import { put } from '../testing/fake-steps';
import { temporaryFolder } from '../testing/temporary-folder';
import { folderSize, watchFolder } from './watch-folder';

describe('watchFolder', () => {
  const folder = temporaryFolder();

  it('reports bytes as they come, at any depth', async () => {
    await put(join(folder, 'a', 'b', 'file'), 'x'.repeat(1000));
    const bytes = await new Promise((resolve) => {
      const watch = watchFolder(folder, {
        interval: 5,
        stalledAfter: 60,
        onBytes: (count) => {
          watch.stop();
          resolve(count);
        },
      });
    });
    expect(bytes).toBe(1000);
  });

  it('gives up where nothing comes', async () => {
    const watch = watchFolder(join(folder, 'empty'), { interval: 5, stalledAfter: 0.02, onBytes: () => undefined });
    await new Promise((resolve) => watch.signal.addEventListener('abort', resolve));
    expect(watch.stalled()).toBe(true);
    watch.stop();
  });

  it('passes the caller’s signal on without calling it a stall', () => {
    const stop = new AbortController();
    const watch = watchFolder(folder, { stalledAfter: 60, onBytes: () => undefined, signal: stop.signal });
    stop.abort();
    expect([watch.signal.aborted, watch.stalled()]).toEqual([true, false]);
    watch.stop();
  });

  it('counts no folder as empty', async () => {
    expect(await folderSize(join(folder, 'nothing'))).toBe(0);
  });
});
