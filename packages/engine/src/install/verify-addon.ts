import { join } from 'node:path';
import { EngineError } from '../engine-error';
import { ADDON } from './build-addon';
import type { StepOptions } from './progress';
import { runCommand } from './run-command';

/**
 * Loads a built addon in a process of its own, where a library that ends the process does no harm.
 *
 * @returns the version TensorFlow states, such as `2.21.0`.
 * @throws EngineError `load-failed` with the loader's words.
 */
export async function verifyAddon(folder: string, { onProgress, signal }: StepOptions = {}): Promise<string> {
  onProgress?.({ step: 'verify' });
  const script = 'process.stdout.write(require(process.argv[1]).TF_Version)';
  const { code, stdout, tail } = await runCommand(process.execPath, ['-e', script, join(folder, ADDON)], {
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' },
    signal,
  });
  if (code === 0 && stdout !== '') return stdout;
  const words = tail.split('\n').find((line) => line.startsWith('Error:')) ?? tail.trim().split('\n').at(-1) ?? '';
  throw new EngineError('load-failed', `The native engine was built but does not load: ${words}`, {
    next: 'Go on with the wasm engine, or run `fairface engine install --from url|dir` with another library.',
  });
}
