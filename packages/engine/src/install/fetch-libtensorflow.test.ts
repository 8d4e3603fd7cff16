import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { put } from '../testing/fake-steps';
import { storedZip } from '../testing/stored-zip';
import { temporaryFolder } from '../testing/temporary-folder';
import { upstreamUrl } from './download-tarball';
import { describeSource, fetchLibtensorflow } from './fetch-libtensorflow';
import { hashFile } from './hash-file';

describe('libtensorflow', () => {
  const root = temporaryFolder();
  const own = join(root, 'own');
  const tarball = join(root, 'libtensorflow.tar.gz');
  const server = createServer((request, response) => {
    if (request.url === '/lib.tar.gz') response.end(readFileSync(tarball));
    else if (request.url === '/page') response.end('<html>');
    else response.writeHead(404).end();
  });
  let host = '';

  beforeAll(async () => {
    await put(join(own, 'include', 'tensorflow', 'c', 'c_api.h'), 'header');
    await put(join(own, 'lib', 'libtensorflow.so.2'), 'library');
    await put(join(own, 'lib', 'libtensorflow_framework.so.2'), 'framework');
    await put(join(own, 'lib', 'unrelated.so'), 'x');
    execFileSync('tar', ['-czf', tarball, '-C', own, '.']);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  const library = (folder: string) => readFileSync(join(folder, 'deps', 'lib', 'libtensorflow.so'), 'utf8');
  const empty = async (name: string) => {
    await put(join(root, name, 'here'), '');
    return join(root, name);
  };

  it('comes from a folder, without what else lies there', async () => {
    const folder = await empty('from-folder');
    await fetchLibtensorflow(folder, { from: 'dir', dir: own }, {});
    expect(library(folder)).toBe('library');
    expect(existsSync(join(folder, 'deps', 'lib', 'unrelated.so'))).toBe(false);
  });

  it('comes from a wheel in a folder, checked where a hash is given', async () => {
    const wheels = join(root, 'wheels');
    await put(join(wheels, 'here'), '');
    const wheel = join(wheels, 'tensorflow-2.99.0-cp311-cp311-manylinux_2_27_x86_64.whl');
    const members = {
      'libtensorflow_cc.so.2': 'wheel',
      'libtensorflow_framework.so.2': 'x',
      'include/tensorflow/c/c_api.h': 'x',
    };
    writeFileSync(
      wheel,
      storedZip(Object.fromEntries(Object.entries(members).map(([name, text]) => [`tensorflow/${name}`, text]))),
    );
    const folder = await empty('from-wheel');
    await fetchLibtensorflow(folder, { from: 'dir', dir: wheels, sha256: await hashFile(wheel) }, {});
    expect(library(folder)).toBe('wheel');
    const refused = fetchLibtensorflow(await empty('forged'), { from: 'dir', dir: wheel, sha256: '0'.repeat(64) }, {});
    await expect(refused).rejects.toMatchObject({ code: 'wrong-hash' });
  });

  it('holds a wheel of the pinned name to the pinned hash', async () => {
    await put(join(root, 'pinned', 'tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl'), 'forged');
    const refused = fetchLibtensorflow(await empty('unpinned'), { from: 'dir', dir: join(root, 'pinned') }, {});
    await expect(refused).rejects.toMatchObject({ code: 'wrong-hash' });
  });

  it('says that a folder is neither', async () => {
    await put(join(root, 'neither', 'readme'), '');
    const folder = await empty('from-neither');
    await expect(fetchLibtensorflow(folder, { from: 'dir', dir: join(root, 'neither') }, {})).rejects.toMatchObject({
      code: 'wrong-input',
    });
    await expect(fetchLibtensorflow(folder, { from: 'dir', dir: join(root, 'nowhere') }, {})).rejects.toThrow(
      'There is no',
    );
  });

  it('comes from an address, checked where a hash is given', async () => {
    const folder = await empty('from-url');
    const url = `${host}/lib.tar.gz`;
    await fetchLibtensorflow(folder, { from: 'url', url, sha256: await hashFile(tarball) }, {});
    expect(library(folder)).toBe('library');
    expect(existsSync(join(folder, 'libtensorflow.tar.gz'))).toBe(false);
    const refused = fetchLibtensorflow(await empty('from-forged'), { from: 'url', url, sha256: '0'.repeat(64) }, {});
    await expect(refused).rejects.toMatchObject({ code: 'wrong-hash' });
  });

  it('says what an address answered', async () => {
    const folder = await empty('from-nothing');
    await expect(fetchLibtensorflow(folder, { from: 'url', url: `${host}/none` }, {})).rejects.toMatchObject({
      code: 'download-failed',
      message: expect.stringContaining('the server answered 404'),
    });
    await expect(fetchLibtensorflow(folder, { from: 'url', url: `${host}/page` }, {})).rejects.toMatchObject({
      code: 'wrong-input',
    });
    await expect(fetchLibtensorflow(folder, { from: 'url', url: 'http://127.0.0.1:1/x' }, {})).rejects.toMatchObject({
      code: 'download-failed',
    });
  });

  it('is described by where it comes from', () => {
    expect(describeSource({})).toBe('tensorflow-cpu==2.21.0');
    expect(describeSource({ from: 'dir', dir: '/opt/tf' })).toBe('/opt/tf');
    expect(describeSource({ from: 'url', url: 'https://mirror/x' })).toBe('https://mirror/x');
    expect(describeSource({ from: 'url' })).toMatch(/libtensorflow-gpu-linux-x86_64-2\.9\.1\.tar\.gz$/);
    expect(upstreamUrl({ TFJS_NODE_CDN_STORAGE: 'https://mirror/' })).toMatch(/^https:\/\/mirror\/tensorflow\//);
    expect(upstreamUrl({ TFJS_NODE_BASE_URI: 'https://mirror/libtensorflow-' })).toBe(
      'https://mirror/libtensorflow-gpu-linux-x86_64-2.9.1.tar.gz',
    );
  });
});
