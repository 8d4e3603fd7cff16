import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs';
import { EngineError } from './engine-error';
import type { EngineFacts } from './engine-name';
import { findNodePackage } from './install/node-package';
import { nativeBackend } from './native-backend';
import { restoreRemovedUtilities } from './node-shim';
import { registerFusedGradients } from './register-fused-gradients';

/** Read by TensorFlow when it is loaded. The user's own settings stand. */
const DEFAULTS = {
  /** No banner; errors are still shown. */
  TF_CPP_MIN_LOG_LEVEL: '2',
  /** Take GPU memory as needed instead of all of it. */
  TF_FORCE_GPU_ALLOW_GROWTH: 'true',
};

const INSTALL = 'Run `fairface engine install`.';

/**
 * Makes TensorFlow's C library the current engine.
 *
 * @throws EngineError `not-installed` where it or its JavaScript half is missing, `load-failed` where it does not load.
 */
export async function startNative(): Promise<EngineFacts> {
  const { folder, present, ready } = findNodePackage();
  if (!present) {
    throw new EngineError('not-installed', `The native engine is not installed: there is no ${folder}.`, {
      next: INSTALL,
    });
  }
  if (!ready) {
    throw new EngineError('not-installed', `The native engine's compiled half is missing in ${folder}.`, {
      next: INSTALL,
    });
  }
  prepareNode();
  try {
    createRequire(__filename)(folder);
    await tf.setBackend('tensorflow');
    await tf.ready();
  } catch (error) {
    throw new EngineError('load-failed', `The native engine does not load: ${firstLine(error)}.`, {
      next: 'Run `fairface engine install --force`, or choose the wasm engine.',
      cause: error,
    });
  }
  const backend = nativeBackend();
  if (backend === undefined) {
    throw new EngineError('load-failed', 'The native engine registered itself with another copy of @tensorflow/tfjs.', {
      next: 'Run `npm ls @tensorflow/tfjs` and keep one copy.',
    });
  }
  registerFusedGradients();
  const device = backend.isUsingGpuDevice ? 'gpu' : 'cpu';
  const version = `TensorFlow ${backend.binding.TF_Version}`;
  return { version, device, about: `${version} on the ${device.toUpperCase()}${idleGpu(device)}` };
}

function prepareNode(): void {
  restoreRemovedUtilities();
  for (const [name, value] of Object.entries(DEFAULTS)) process.env[name] ??= value;
}

/** A GPU that is there and is not used deserves a word: TensorFlow itself falls back silently. */
function idleGpu(device: 'cpu' | 'gpu'): string {
  if (device === 'gpu' || !existsSync('/proc/driver/nvidia/version')) return '';
  return (
    ' (this machine has an NVIDIA GPU, which is not used: the library is a CPU build or found no CUDA;' +
    ' TF_CPP_MIN_LOG_LEVEL=0 shows which library is missing)'
  );
}

function firstLine(error: unknown): string {
  const line = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
  return line.trim().replace(/\.$/, '');
}
