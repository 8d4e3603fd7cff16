import { existsSync } from 'node:fs';
import { readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from '../engine-error';

/**
 * Gives the libraries in `deps/lib` every name they are asked for by: the linker wants `libX.so`, the addon records
 * the library's own name (`libtensorflow_cc.so.2` in a wheel, `libtensorflow.so.2` in a tarball). Links where needed.
 *
 * @throws EngineError `wrong-input` where a library or the C header is not there.
 */
export async function nameLibraries(deps: string): Promise<void> {
  const lib = join(deps, 'lib');
  const names = await readdir(lib).catch((): string[] => []);
  const framework = names.find((name) => name.startsWith('libtensorflow_framework.so'));
  const whole = ['libtensorflow_cc.so.2', 'libtensorflow.so.2', 'libtensorflow.so'].find((name) =>
    names.includes(name),
  );
  const header = join(deps, 'include', 'tensorflow', 'c', 'c_api.h');
  if (whole === undefined || framework === undefined || !existsSync(header)) {
    throw new EngineError(
      'wrong-input',
      `This is no libtensorflow: expected lib/libtensorflow.so*, lib/libtensorflow_framework.so* and include/tensorflow/c/c_api.h, found ${names.join(', ') || 'nothing'} in lib.`,
    );
  }
  const wanted: [name: string, target: string][] = [
    ['libtensorflow.so', whole],
    ['libtensorflow.so.2', whole],
    ['libtensorflow_framework.so', framework],
    ['libtensorflow_framework.so.2', framework],
  ];
  for (const [name, target] of wanted) {
    if (!names.includes(name)) await symlink(target, join(lib, name));
  }
}
