import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';
import { EngineError } from '../engine-error';
import type { StepOptions } from './progress';

const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];

/** Headers that TensorFlow's C API includes, found with `g++ -M` on the addon's sources. */
const HEADERS =
  /^tensorflow\/include\/((tensorflow|xla\/tsl)\/c\/.*|(tensorflow\/core|tsl)\/platform\/ctstring\w*)\.h$/;

/**
 * Unpacks the two libraries and the C headers of a TensorFlow wheel, and nothing else of its thousands of members,
 * into `deps/lib` and `deps/include`.
 *
 * @throws EngineError `wrong-input` where the wheel lacks one of them.
 */
export async function unpackWheel(
  wheel: string,
  deps: string,
  { onProgress, signal }: StepOptions = {},
): Promise<void> {
  const zip = await openPromise(wheel, { lazyEntries: true, autoClose: false });
  const found = new Set<string>();
  let done = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const target = placeOf(entry.fileName);
      if (target === undefined) continue;
      const file = join(deps, target);
      await mkdir(dirname(file), { recursive: true });
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(file), { signal });
      found.add(target);
      done += entry.uncompressedSize;
      onProgress?.({ step: 'unpack', done });
    }
  } finally {
    zip.close();
  }
  const missing = [...LIBRARIES.map((name) => join('lib', name)), join('include', 'tensorflow', 'c', 'c_api.h')].filter(
    (name) => !found.has(name),
  );
  if (missing.length > 0) {
    throw new EngineError(
      'wrong-input',
      `${wheel} is not a TensorFlow wheel for Linux: it lacks ${missing.join(', ')}.`,
    );
  }
}

/** Where a member of the wheel goes below the `deps` folder; undefined where it is not needed. */
export function placeOf(member: string): string | undefined {
  const name = LIBRARIES.find((library) => member === `tensorflow/${library}`);
  if (name !== undefined) return join('lib', name);
  const header = HEADERS.test(member) ? member.slice('tensorflow/include/'.length) : undefined;
  return header && join('include', header);
}
