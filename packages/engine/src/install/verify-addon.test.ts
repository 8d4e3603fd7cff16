import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { nativeIsInstalled } from '../testing/engines';
import { put } from '../testing/fake-steps';
import { temporaryFolder } from '../testing/temporary-folder';
import { ADDON } from './build-addon';
import { findNodePackage } from './node-package';
import { verifyAddon } from './verify-addon';

describe('verifyAddon', () => {
  const folder = temporaryFolder();

  it('gives the loader’s words for an addon that does not load', async () => {
    await put(join(folder, ADDON), 'no library');
    await expect(verifyAddon(folder)).rejects.toMatchObject({
      code: 'load-failed',
      message: expect.stringContaining('tfjs_binding.node'),
    });
  });

  it('gives the version of the native engine installed here', async () => {
    if (!nativeIsInstalled()) return;
    const lib = realpathSync(join(findNodePackage().folder, 'lib'));
    expect(await verifyAddon(dirname(lib))).toMatch(/^\d+\.\d+\.\d+/);
  });
});
