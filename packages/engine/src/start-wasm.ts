import { dirname, join, sep } from 'node:path';
import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths, version_wasm } from '@tensorflow/tfjs-backend-wasm';
import { EngineError } from './engine-error';
import type { EngineFacts } from './engine-name';
import { registerMissingKernels } from './register-missing-kernels';

/**
 * Makes WebAssembly the current engine, with the kernels that training needs. Its binaries come from node_modules,
 * whatever the current folder. In Node it computes on one thread: tfjs switches its threads off there.
 *
 * @throws EngineError `load-failed`.
 */
export async function startWasm(): Promise<EngineFacts> {
  const main = createRequire(__filename).resolve('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(join(dirname(main), sep));
  const started = await tf.setBackend('wasm').catch((error: unknown) => error);
  if (started !== true) {
    throw new EngineError('load-failed', `The wasm engine does not start (its binaries are in ${dirname(main)}).`, {
      next: 'Reinstall @tensorflow/tfjs-backend-wasm, or choose the cpu engine.',
      cause: started,
    });
  }
  await tf.ready();
  registerMissingKernels();
  return { version: `tfjs-backend-wasm ${version_wasm}`, device: 'cpu', about: 'WebAssembly on one thread' };
}
