import { chmodSync, existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { put } from '../testing/fake-steps';
import { temporaryFolder } from '../testing/temporary-folder';
import { isNodePackageKept, placeNodePackage } from './place-node-package';

describe('placeNodePackage', () => {
  const root = temporaryFolder();
  const path = process.env.PATH;
  afterAll(() => {
    process.env.PATH = path;
  });

  const manifest = '{ "name": "tfjs-node-gpu", "dependencies": { "@tensorflow/tfjs": "4.22.0", "tar": "^6" } }';
  beforeAll(async () => {
    // An npm that packs a package of ours, and on install notes the manifest it sees.
    await put(join(root, 'source', 'package', 'package.json'), manifest);
    await put(
      join(root, 'bin', 'npm'),
      `#!/bin/sh
       case "$1" in
         pack) tar -czf "$4/p.tgz" -C '${join(root, 'source')}' package ;;
         install) mkdir -p node_modules && cp package.json node_modules/seen.json ;;
       esac`,
    );
    await put(join(root, 'failing', 'npm'), '#!/bin/sh\necho "npm error code ENOTFOUND" >&2\nexit 1');
    for (const name of ['bin', 'failing']) chmodSync(join(root, name, 'npm'), 0o755);
    await put(join(root, 'native', 'keep'), '');
  });

  it('says what npm said when it fails, leaving no package', async () => {
    process.env.PATH = `${join(root, 'failing')}:${path}`;
    const target = join(root, 'none', 'tfjs-node-gpu');
    await expect(placeNodePackage({ native: join(root, 'native'), target })).rejects.toMatchObject({
      code: 'download-failed',
      message: expect.stringContaining('npm error code ENOTFOUND'),
    });
    expect([existsSync(target), isNodePackageKept(join(root, 'native'))]).toEqual([false, false]);
  });

  it('brings it with its dependencies but without a tfjs of its own', async () => {
    process.env.PATH = `${join(root, 'bin')}:${path}`;
    const target = join(root, 'project', 'node_modules', '@tensorflow', 'tfjs-node-gpu');
    await placeNodePackage({ native: join(root, 'native'), target });
    expect(readFileSync(join(target, 'package.json'), 'utf8')).toBe(manifest);
    expect(JSON.parse(readFileSync(join(target, 'node_modules', 'seen.json'), 'utf8'))).toEqual({
      name: 'tfjs-node-gpu',
      dependencies: { tar: '^6' },
    });
    expect(readdirSync(join(target, '..'))).toEqual(['tfjs-node-gpu']);
  });

  it('takes it from the cache the next time', async () => {
    process.env.PATH = join(root, 'failing');
    const target = join(root, 'second', 'tfjs-node-gpu');
    await placeNodePackage({ native: join(root, 'native'), target });
    expect(readFileSync(join(target, 'package.json'), 'utf8')).toBe(manifest);
  });

  it('says where it cannot write', async () => {
    await put(join(root, 'file'), '');
    await expect(
      placeNodePackage({ native: join(root, 'native'), target: join(root, 'file', 'x') }),
    ).rejects.toMatchObject({ code: 'cannot-write' });
  });
});
