import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { put } from '../testing/fake-steps';
import { temporaryFolder } from '../testing/temporary-folder';
import { downloadWheel } from './download-wheel';
import { WHEEL } from './versions';

const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const wheel = { ...WHEEL, sha256: ABC };

describe('downloadWheel', () => {
  const folder = temporaryFolder();
  const path = process.env.PATH;
  afterEach(() => {
    process.env.PATH = path;
  });

  /** Puts a python3 of our own first on the PATH: it answers `--version` and runs `script` for `download`. */
  async function fakePip(name: string, script: string): Promise<void> {
    const python = join(folder, name, 'python3');
    await put(python, `#!/bin/sh\nif [ "$3" = --version ]; then exit 0; fi\n${script}\n`);
    chmodSync(python, 0o755);
    process.env.PATH = `${join(folder, name)}:${path}`;
  }
  /** The value after --dest. */
  const save = (text: string) =>
    `while [ "$1" != --dest ]; do shift; done; printf ${text} > "$2/${WHEEL.file}"; test -d "$TMPDIR"`;

  it('brings the pinned wheel, checked', async () => {
    await fakePip('good', save('abc'));
    const target = join(folder, 'downloads');
    expect(await downloadWheel(target, {}, wheel)).toBe(join(target, WHEEL.file));
  });

  it('refuses a wheel with another hash', async () => {
    await fakePip('forged', save('abd'));
    await expect(downloadWheel(join(folder, 'forged-downloads'), {}, wheel)).rejects.toMatchObject({
      code: 'wrong-hash',
    });
  });

  it('gives pip’s own words when it fails', async () => {
    await fakePip('failing', 'echo "ERROR: No matching distribution found for tensorflow-cpu." >&2; exit 1');
    await expect(downloadWheel(join(folder, 'no-downloads'), {}, wheel)).rejects.toMatchObject({
      code: 'download-failed',
      message: expect.stringContaining('ERROR: No matching distribution found for tensorflow-cpu. Check the network'),
    });
  });

  it('notices that pip brought something else', async () => {
    await fakePip('other', 'exit 0');
    await expect(downloadWheel(join(folder, 'other-downloads'), {}, wheel)).rejects.toThrow('pip did not bring');
  });

  it('says that pip is missing', async () => {
    process.env.PATH = folder;
    const target = join(folder, 'never');
    await expect(downloadWheel(target, {}, wheel)).rejects.toMatchObject({ code: 'missing-tool' });
    expect(existsSync(target)).toBe(false);
  });

  it('stops when told to', async () => {
    await fakePip('slow', 'exec sleep 60');
    const stop = new AbortController();
    const download = downloadWheel(join(folder, 'stopped'), { signal: stop.signal }, wheel);
    setTimeout(() => stop.abort(), 100);
    await expect(download).rejects.toMatchObject({ code: 'aborted' });
  });
});
