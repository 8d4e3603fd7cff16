import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ADDON } from './build-addon';

export interface NodePackage {
  /** Folder where the npm package is, or where it belongs: beside the one copy of `@tensorflow/tfjs`. */
  readonly folder: string;
  /** Whether the JavaScript half is there. */
  readonly present: boolean;
  /** Whether its compiled half is there too. */
  readonly ready: boolean;
}

/**
 * Finds `@tensorflow/tfjs-node-gpu` for the `@tensorflow/tfjs` in use: a second copy of tfjs would have an engine,
 * and tensors, of its own.
 *
 * @param from - file that imports tfjs; @default this file
 */
export function findNodePackage(from: string = __filename): NodePackage {
  const tfjs = dirname(createRequire(from).resolve('@tensorflow/tfjs/package.json'));
  const folder = join(dirname(tfjs), 'tfjs-node-gpu');
  return { folder, present: existsSync(join(folder, 'package.json')), ready: isReady(folder) };
}

/** Whether both compiled parts are there; a link to a cache that was removed counts as missing. */
export function isReady(folder: string): boolean {
  const lib = join(folder, 'deps', 'lib');
  const library = ['libtensorflow.so', 'libtensorflow.so.2', 'libtensorflow.2.dylib', 'tensorflow.dll'];
  return existsSync(join(folder, ADDON)) && library.some((name) => existsSync(join(lib, name)));
}
