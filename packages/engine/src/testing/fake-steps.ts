import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ADDON } from '../install/build-addon';
import { type InstallSteps, installSteps } from '../install/install-native-engine';
import { isReady } from '../install/node-package';

/** Steps that install a tiny pretence of the native engine below `root`, and note what they did. */
export function fakeSteps(root: string): InstallSteps & { readonly done: string[]; readonly target: string } {
  const target = join(root, 'node_modules', '@tensorflow', 'tfjs-node-gpu');
  const done: string[] = [];
  return {
    ...installSteps,
    done,
    target,
    cacheFolder: () => join(root, 'cache'),
    unsupportedReason: () => undefined,
    findNodePackage: () => ({ folder: target, present: true, ready: isReady(target) }),
    findTools: async () => ({ nodeGyp: 'none', nodeDir: undefined }),
    freeBytes: async () => 1e12,
    fetchLibtensorflow: async (folder) => {
      done.push('fetch');
      await put(join(folder, 'deps', 'lib', 'libtensorflow.so'), 'library');
    },
    buildAddon: async ({ folder }) => {
      done.push('build');
      await mkdir(target, { recursive: true });
      await put(join(folder, ADDON), 'addon');
    },
    verifyAddon: async () => '2.21.0',
  };
}

/** Writes a file and the folders above it. */
export async function put(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}
