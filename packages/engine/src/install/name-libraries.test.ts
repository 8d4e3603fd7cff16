import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { put } from '../testing/fake-steps';
import { temporaryFolder } from '../testing/temporary-folder';
import { nameLibraries } from './name-libraries';

describe('nameLibraries', () => {
  const folder = temporaryFolder();
  const names = [
    'libtensorflow.so',
    'libtensorflow.so.2',
    'libtensorflow_framework.so',
    'libtensorflow_framework.so.2',
  ];

  it.each([
    ['a wheel', 'libtensorflow_cc.so.2'],
    ['a tarball', 'libtensorflow.so.2'],
  ])('gives every name to the libraries of %s', async (kind, library) => {
    const deps = join(folder, kind);
    await put(join(deps, 'include', 'tensorflow', 'c', 'c_api.h'), '');
    await put(join(deps, 'lib', library), 'tensorflow');
    await put(join(deps, 'lib', 'libtensorflow_framework.so.2'), 'framework');
    await nameLibraries(deps);
    const contents = names.map((name) => readFileSync(join(deps, 'lib', name), 'utf8'));
    expect(contents).toEqual(['tensorflow', 'tensorflow', 'framework', 'framework']);
  });

  it('says what a folder lacks', async () => {
    await put(join(folder, 'other', 'lib', 'libz.so'), '');
    await expect(nameLibraries(join(folder, 'other'))).rejects.toMatchObject({
      code: 'wrong-input',
      message: expect.stringContaining('found libz.so in lib'),
    });
  });
});
