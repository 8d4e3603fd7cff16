import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { put } from '../testing/fake-steps';
import { temporaryFolder } from '../testing/temporary-folder';
import { linkNativeEngine } from './link-native-engine';

describe('linkNativeEngine', () => {
  const root = temporaryFolder();
  const target = join(root, 'tfjs-node-gpu');
  const installation = async (name: string) => {
    await put(join(root, name, 'deps', 'lib', 'libtensorflow.so'), name);
    await put(join(root, name, 'lib', 'addon'), name);
    return join(root, name);
  };
  const linked = () => [
    readFileSync(join(target, 'deps', 'lib', 'libtensorflow.so'), 'utf8'),
    readFileSync(join(target, 'lib', 'addon'), 'utf8'),
  ];

  it('replaces folders that a failed install script left', async () => {
    await put(join(target, 'deps', 'half'), 'x');
    await linkNativeEngine(target, await installation('first'));
    expect(linked()).toEqual(['first', 'first']);
  });

  it('points existing links elsewhere, and may be repeated', async () => {
    const second = await installation('second');
    await linkNativeEngine(target, second);
    await linkNativeEngine(target, second);
    expect(linked()).toEqual(['second', 'second']);
    expect(readdirSync(target).sort()).toEqual(['deps', 'lib']);
  });

  it('says where it cannot write', async () => {
    await put(join(root, 'file'), '');
    await expect(linkNativeEngine(join(root, 'file'), root)).rejects.toMatchObject({
      code: 'cannot-write',
      message: expect.stringContaining(join(root, 'file')),
    });
  });
});
