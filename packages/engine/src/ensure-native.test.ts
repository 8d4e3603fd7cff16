import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { temporaryFolder } from './testing/temporary-folder';

describe('the script that runs before tests and demos', () => {
  const cache = temporaryFolder();
  const run = (env: Record<string, string>) => {
    const hook = join(__dirname, 'testing', 'register-typescript.cjs');
    const options = { env: { ...process.env, FAIRFACE_CACHE: cache, ...env }, encoding: 'utf8' as const };
    return spawnSync(process.execPath, ['-r', hook, join(__dirname, 'ensure-native.ts')], options);
  };

  it.each(['wasm', 'cpu'])('does nothing where FAIRFACE_ENGINE is %s', (engine) => {
    expect(run({ FAIRFACE_ENGINE: engine })).toMatchObject({ status: 0, stdout: '', stderr: '' });
  });

  it('says in one line what will run, and never fails', () => {
    const { status, stdout, stderr } = run({ FAIRFACE_OFFLINE: '1', FAIRFACE_ENGINE: '' });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(stderr).toMatch(/^(native engine ready \(.*\)|going on with wasm: .*)\n$/);
  });
});
