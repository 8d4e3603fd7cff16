import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { put } from '../testing/fake-steps';
import { temporaryFolder } from '../testing/temporary-folder';
import { ADDON } from './build-addon';
import { entryName, findCached, readEntry, removeLeftovers, writeRecord, type NativeRecord } from './native-cache';

describe('the cache of native engines', () => {
  const native = temporaryFolder();
  const made = async (from: NativeRecord['from'], tensorflow: string) => {
    const folder = join(native, entryName(from, tensorflow));
    await put(join(folder, 'deps', 'lib', 'libtensorflow.so'), 'library');
    await put(join(folder, ADDON), 'addon');
    await writeRecord(folder, { from, source: 'somewhere', tensorflow });
    return folder;
  };

  it('is empty at first', () => {
    expect(findCached(native)).toBeUndefined();
    expect(findCached(join(native, 'nowhere'))).toBeUndefined();
  });

  it('prefers the pinned engine, else the newest', async () => {
    await made('url', '2.9.1');
    const newest = await made('dir', '2.15.0');
    await put(join(newest, 'native-engine.json'), JSON.stringify({ addonBytes: 5, installedAt: '2999-01-01' }));
    expect(findCached(native)?.folder).toBe(newest);
    const pinned = await made('pip', '2.21.0');
    expect(findCached(native)).toMatchObject({ folder: pinned, record: { tensorflow: '2.21.0', tfjs: '4.22.0' } });
  });

  it('does not count what is not whole', async () => {
    const truncated = await made('url', '1.0.0');
    await put(join(truncated, ADDON), 'add');
    expect(readEntry(truncated)).toBeUndefined();
    const unfinished = join(native, 'unfinished');
    await put(join(unfinished, ADDON), 'addon');
    expect(readEntry(unfinished)).toBeUndefined();
    const garbled = await made('url', '1.0.1');
    await put(join(garbled, 'native-engine.json'), '{"addonBy');
    expect(readEntry(garbled)).toBeUndefined();
  });

  it('loses leftovers of interrupted work and nothing else', async () => {
    await put(join(native, '.tmp-abc', 'deps', 'big'), 'x');
    const kept = await made('pip', '2.21.0');
    await removeLeftovers(native);
    expect(existsSync(join(native, '.tmp-abc'))).toBe(false);
    expect(readEntry(kept)).toBeDefined();
  });
});
