import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { put } from '../testing/fake-steps';
import { temporaryFolder } from '../testing/temporary-folder';
import { findNodeDir, findNodeGyp, findTools } from './find-tools';

describe('looking for build tools', () => {
  const folder = temporaryFolder();
  const bin = join(folder, 'bin');

  beforeAll(async () => {
    for (const name of ['g++', 'make', 'python3']) {
      await put(join(bin, name), '#!/bin/sh\n');
      chmodSync(join(bin, name), 0o755);
    }
    await put(join(folder, 'npm', 'node_modules', 'node-gyp', 'bin', 'node-gyp.js'), '');
    await put(join(folder, 'headers', 'include', 'node', 'node_api.h'), '');
  });

  it('names every one that is missing', async () => {
    await expect(findTools({ PATH: '' })).rejects.toMatchObject({
      code: 'missing-tool',
      message: expect.stringContaining('g++ and make and python3'),
    });
    await expect(findTools({ PATH: bin, CXX: 'clang++ -O1' })).rejects.toThrow('needs clang++, not found');
  });

  it('finds the node-gyp of the npm that runs a script', () => {
    const inNpm = join(folder, 'npm', 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
    expect(findNodeGyp({ npm_config_node_gyp: inNpm })).toBe(inNpm);
    expect(findNodeGyp({ npm_execpath: join(folder, 'npm', 'bin', 'npm-cli.js') })).toBe(inNpm);
  });

  it('takes Node’s headers from npm’s nodedir where they are there', async () => {
    expect(await findNodeDir({ npm_config_nodedir: join(folder, 'headers') })).toBe(join(folder, 'headers'));
    expect(await findNodeDir({ npm_config_nodedir: join(folder, 'nothing'), PATH: '' })).not.toBe(
      join(folder, 'nothing'),
    );
  });

  it('gives both', async () => {
    const env = {
      PATH: bin,
      npm_execpath: join(folder, 'npm', 'bin', 'npm-cli.js'),
      npm_config_nodedir: join(folder, 'headers'),
    };
    expect(await findTools(env)).toEqual({
      nodeGyp: join(folder, 'npm', 'node_modules', 'node-gyp', 'bin', 'node-gyp.js'),
      nodeDir: join(folder, 'headers'),
    });
  });
});
