import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError } from '../engine-error';
import { fakeSteps, put } from '../testing/fake-steps';
import { temporaryFolder } from '../testing/temporary-folder';
import { ADDON } from './build-addon';
import { ensureNativeEngine } from './ensure-native-engine';

describe('ensureNativeEngine', () => {
  const root = temporaryFolder();
  let count = 0;
  const fresh = () => fakeSteps(join(root, String(count++)));

  it('installs once, then finds it ready, then links it for the next clone', async () => {
    const steps = fresh();
    expect(await ensureNativeEngine({ offline: false }, steps)).toMatchObject({
      ok: true,
      how: 'installed',
      tensorflow: '2.21.0',
    });
    expect(await ensureNativeEngine({ offline: false }, steps)).toMatchObject({
      ok: true,
      how: 'present',
      tensorflow: '2.21.0',
    });
    rmSync(steps.target, { recursive: true });
    await put(join(steps.target, 'package.json'), '{}');
    expect(await ensureNativeEngine({ offline: true }, steps)).toMatchObject({
      ok: true,
      how: 'linked',
      tensorflow: '2.21.0',
    });
    expect(steps.done).toEqual(['fetch', 'build']);
    expect(existsSync(join(steps.target, ADDON))).toBe(true);
  });

  it('leaves the package manager’s own installation alone', async () => {
    const steps = fresh();
    await put(join(steps.target, 'deps', 'lib', 'libtensorflow.so'), 'own');
    await put(join(steps.target, ADDON), 'own');
    expect(await ensureNativeEngine({}, steps)).toMatchObject({ ok: true, how: 'present', tensorflow: undefined });
    expect(steps.done).toEqual([]);
  });

  it('does not reach for the network when offline', async () => {
    const steps = fresh();
    expect(await ensureNativeEngine({ offline: true }, steps)).toEqual({
      ok: false,
      why: expect.stringContaining('FAIRFACE_OFFLINE'),
    });
    expect(steps.done).toEqual([]);
  });

  it.each([
    ['its own errors', new EngineError('build-failed', 'It broke:\n  line two.')],
    ['defects', new TypeError('It broke:\nline two.')],
  ])('turns %s into one line', async (_, error) => {
    const steps = { ...fresh(), buildAddon: () => Promise.reject(error) };
    const result = await ensureNativeEngine({ offline: false }, steps);
    expect(result).toEqual({ ok: false, why: expect.stringContaining('It broke: line two.') });
    expect(JSON.stringify(result)).not.toContain('\\n');
  });

  it('says why another platform goes without', async () => {
    const steps = { ...fresh(), unsupportedReason: () => 'This is a toaster.' };
    expect(await ensureNativeEngine({}, steps)).toEqual({ ok: false, why: 'This is a toaster.' });
  });
});
