import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { put } from '../testing/fake-steps';
import { temporaryFolder } from '../testing/temporary-folder';
import { ADDON, buildAddon } from './build-addon';

describe('buildAddon', () => {
  const root = temporaryFolder();
  const packageFolder = join(root, 'package');

  beforeAll(async () => {
    await put(join(packageFolder, 'binding.gyp'), '{}');
    await put(join(packageFolder, 'binding', 'addon.cc'), 'int x;');
    // A node-gyp that writes its arguments where the addon should be, or fails like a compiler.
    await put(
      join(root, 'gyp.js'),
      `const fs = require('fs');
       if (!fs.existsSync('binding/addon.cc') || !fs.existsSync('deps/lib/libtensorflow.so')) process.exit(3);
       fs.mkdirSync('build/Release', { recursive: true });
       fs.writeFileSync('build/Release/tfjs_binding.node', process.argv.slice(2).join(' '));`,
    );
    await put(
      join(root, 'failing.js'),
      `console.error('gyp info\\naddon.cc:1:10: fatal error: c_api.h: No such file\\ngyp ERR! not ok'); process.exit(1);`,
    );
  });

  const folder = async (name: string) => {
    await put(join(root, name, 'deps', 'lib', 'libtensorflow.so'), '');
    return join(root, name);
  };

  it('puts the addon in its place and clears up', async () => {
    const target = await folder('good');
    await buildAddon({ packageFolder, folder: target, tools: { nodeGyp: join(root, 'gyp.js'), nodeDir: '/usr' } });
    const options = readFileSync(join(target, ADDON), 'utf8');
    expect(options).toContain('rebuild --module_name=tfjs_binding');
    expect(options).toContain('--napi_build_version=8');
    expect(options).toContain('--nodedir=/usr');
    expect(existsSync(join(target, 'build'))).toBe(false);
    expect(existsSync(join(packageFolder, 'build'))).toBe(false);
  });

  it('gives the compiler’s own words when it fails', async () => {
    const target = await folder('bad');
    const tools = { nodeGyp: join(root, 'failing.js'), nodeDir: undefined };
    await expect(buildAddon({ packageFolder, folder: target, tools })).rejects.toMatchObject({
      code: 'build-failed',
      message: expect.stringContaining('addon.cc:1:10: fatal error: c_api.h: No such file. A C++17 compiler'),
    });
  });

  it('says at once that make knows no spaces', async () => {
    const tools = { nodeGyp: join(root, 'gyp.js'), nodeDir: undefined };
    await expect(buildAddon({ packageFolder, folder: join(root, 'my cache'), tools })).rejects.toThrow(
      'Set FAIRFACE_CACHE',
    );
  });
});
