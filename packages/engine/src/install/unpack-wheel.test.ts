import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { storedZip } from '../testing/stored-zip';
import { temporaryFolder } from '../testing/temporary-folder';
import { placeOf, unpackWheel } from './unpack-wheel';

const needed = {
  'tensorflow/libtensorflow_cc.so.2': 'the library',
  'tensorflow/libtensorflow_framework.so.2': 'the framework',
  'tensorflow/include/tensorflow/c/c_api.h': 'the header',
  'tensorflow/include/tensorflow/c/eager/c_api.h': 'another header',
};

describe('unpackWheel', () => {
  const folder = temporaryFolder();

  it('takes the libraries and the C headers, and nothing else', async () => {
    const wheel = join(folder, 'good.whl');
    writeFileSync(
      wheel,
      storedZip({ 'tensorflow/python/big.so': 'not needed', ...needed, 'tensorflow/include/Eigen/Core.h': 'no' }),
    );
    const steps: string[] = [];
    await unpackWheel(wheel, join(folder, 'deps'), { onProgress: ({ step }) => steps.push(step) });
    expect(readFileSync(join(folder, 'deps', 'lib', 'libtensorflow_cc.so.2'), 'utf8')).toBe('the library');
    expect(readFileSync(join(folder, 'deps', 'include', 'tensorflow', 'c', 'c_api.h'), 'utf8')).toBe('the header');
    const files = readdirSync(join(folder, 'deps'), { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(files).toHaveLength(4);
    expect(steps).toEqual(['unpack', 'unpack', 'unpack', 'unpack']);
  });

  it('names what is missing in something else', async () => {
    const wheel = join(folder, 'other.whl');
    writeFileSync(wheel, storedZip({ 'numpy/core.so': 'x' }));
    await expect(unpackWheel(wheel, join(folder, 'other'))).rejects.toMatchObject({
      code: 'wrong-input',
      message: expect.stringContaining('lacks lib/libtensorflow_cc.so.2'),
    });
  });

  it('knows the headers that the C API includes', () => {
    expect(placeOf('tensorflow/include/xla/tsl/c/tsl_status.h')).toBe('include/xla/tsl/c/tsl_status.h');
    expect(placeOf('tensorflow/include/tensorflow/core/platform/ctstring.h')).toBe(
      'include/tensorflow/core/platform/ctstring.h',
    );
    expect(placeOf('tensorflow/include/tsl/platform/ctstring_internal.h')).toBe(
      'include/tsl/platform/ctstring_internal.h',
    );
    expect(placeOf('tensorflow/include/tsl/platform/casts.h')).toBeUndefined();
    expect(placeOf('tensorflow/c/../../evil.h')).toBeUndefined();
  });
});
