import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { fakeSteps, put } from '../testing/fake-steps';
import { temporaryFolder } from '../testing/temporary-folder';
import { ADDON } from './build-addon';
import { installNativeEngine } from './install-native-engine';

describe('installNativeEngine', () => {
  const root = temporaryFolder();
  let count = 0;
  const fresh = () => fakeSteps(join(root, String(count++)));
  /** What the cache holds besides the lock. */
  const cached = (steps: { cacheFolder: () => string }) => readdirSync(join(steps.cacheFolder(), 'native'));

  it('fetches, builds, keeps and links', async () => {
    const steps = fresh();
    const result = await installNativeEngine({}, steps);
    expect(result).toMatchObject({ tensorflow: '2.21.0', fromCache: false });
    expect(steps.done).toEqual(['fetch', 'build']);
    expect(readFileSync(join(steps.target, ADDON), 'utf8')).toBe('addon');
    expect(readFileSync(join(steps.target, 'deps', 'lib', 'libtensorflow.so'), 'utf8')).toBe('library');
    expect(cached(steps)).toEqual([expect.stringMatching(/^tensorflow-cpu-2\.21\.0-tfjs-4\.22\.0-/)]);
  });

  it('takes it from the cache for the next clone, needing no tools', async () => {
    const steps = fresh();
    await installNativeEngine({}, steps);
    rmSync(steps.target, { recursive: true });
    await put(join(steps.target, 'package.json'), '{}');
    const noTools = { ...steps, findTools: () => Promise.reject(new Error('no tools')) };
    expect(await installNativeEngine({}, noTools)).toMatchObject({ fromCache: true });
    expect(steps.done).toEqual(['fetch', 'build']);
    expect(existsSync(join(steps.target, ADDON))).toBe(true);
  });

  it('builds anew when forced, and for a library of the user’s own', async () => {
    const steps = fresh();
    await installNativeEngine({}, steps);
    await installNativeEngine({ force: true }, steps);
    await installNativeEngine({ from: 'dir', dir: '/opt/libtensorflow' }, steps);
    expect(steps.done.filter((step) => step === 'build')).toHaveLength(3);
    expect(cached(steps).sort()).toEqual([
      expect.stringMatching(/^tensorflow-cpu-/),
      expect.stringMatching(/^tensorflow-dir-/),
    ]);
    expect(
      readFileSync(
        join(steps.target, '..', '..', '..', 'cache', 'native', cached(steps).sort()[1] ?? '', 'native-engine.json'),
        'utf8',
      ),
    ).toContain('/opt/libtensorflow');
  });

  it('works once when two start at the same time', async () => {
    const steps = fresh();
    const results = await Promise.all([installNativeEngine({}, steps), installNativeEngine({}, steps)]);
    expect(results.map(({ fromCache }) => fromCache).sort()).toEqual([false, true]);
    expect(steps.done).toEqual(['fetch', 'build']);
  });

  it('brings the JavaScript half first where the package manager left it out', async () => {
    const steps = fresh();
    const placed: string[] = [];
    await installNativeEngine(
      {},
      {
        ...steps,
        findNodePackage: () => ({ folder: steps.target, present: false, ready: false }),
        placeNodePackage: async ({ target }) => {
          placed.push(target);
          await put(join(target, 'package.json'), '{}');
        },
      },
    );
    expect(placed).toEqual([steps.target]);
  });

  it('refuses other platforms before anything else', async () => {
    const steps = { ...fresh(), unsupportedReason: () => 'This is a toaster.' };
    await expect(installNativeEngine({}, steps)).rejects.toMatchObject({
      code: 'unsupported-platform',
      message: 'This is a toaster. The wasm engine runs everywhere.',
    });
    expect(existsSync(steps.cacheFolder())).toBe(false);
  });

  it('asks for room before it downloads', async () => {
    const steps = { ...fresh(), freeBytes: async () => 3e8 };
    await expect(installNativeEngine({}, steps)).rejects.toMatchObject({
      code: 'no-space',
      message: expect.stringMatching(/1\.2 GB in .*, and 0\.3 GB are free/),
    });
    expect(steps.done).toEqual([]);
  });

  it.each([
    ['the disk fills up', Object.assign(new Error('write ENOSPC'), { code: 'ENOSPC' }), 'no-space'],
    ['anything else goes wrong', Object.assign(new Error('EIO'), { code: 'EIO' }), 'EIO'],
  ])('leaves nothing half done when %s', async (_, error, code) => {
    const steps = fresh();
    await expect(installNativeEngine({}, { ...steps, buildAddon: () => Promise.reject(error) })).rejects.toMatchObject({
      code,
    });
    expect(cached(steps)).toEqual([]);
    expect(existsSync(steps.target)).toBe(false);
  });

  it('stops when told to, leaving nothing', async () => {
    const steps = fresh();
    const stop = new AbortController();
    const options = { signal: stop.signal };
    const stopping = { ...steps, verifyAddon: async () => (stop.abort(), '2.21.0') };
    await expect(installNativeEngine(options, stopping)).rejects.toMatchObject({ code: 'aborted' });
    expect(cached(steps)).toEqual([]);
  });

  it('recovers from a process killed half way: no half engine, its lock overcome, its leftovers gone', async () => {
    const steps = fresh();
    const folder = join(steps.target, '..', '..', '..');
    const testing = join(__dirname, '..', 'testing');
    const child = spawn(process.execPath, [
      '-r',
      join(testing, 'register-typescript.cjs'),
      join(testing, 'slow-install.ts'),
      folder,
    ]);
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(cached(steps).sort()).toEqual(['.lock', expect.stringMatching(/^\.tmp-/)]);
    expect(existsSync(join(steps.target, 'lib'))).toBe(false);

    // The killed process stopped renewing its lock: as if that were a minute ago.
    const minuteAgo = new Date(Date.now() - 60_000);
    utimesSync(join(steps.cacheFolder(), 'native', '.lock'), minuteAgo, minuteAgo);
    expect(await installNativeEngine({}, steps)).toMatchObject({ fromCache: false });
    expect(cached(steps)).toEqual([expect.stringMatching(/^tensorflow-cpu-/)]);
  });
});
