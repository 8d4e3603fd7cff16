import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NodeBackend } from '../node-backend';
import { TraceError } from '../trace-error';
import { TAG } from './encode-saved-model';

/**
 * Loads a `saved_model.pb` into a session of its own. The addon reads only folders: the file passes through the
 * system's folder for temporary files and is gone afterwards.
 *
 * @returns the addon's number of the session
 * @throws TraceError `load-failed` with TensorFlow's reason.
 */
export async function loadGraph(backend: NodeBackend, savedModel: Uint8Array): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'trace-'));
  try {
    await writeFile(join(folder, 'saved_model.pb'), savedModel);
    return backend.loadSavedModelMetaGraph(folder, TAG);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TraceError('load-failed', `TensorFlow does not accept the recorded graph: ${reason}`, {
      next: 'Run this function eagerly, and please report the operation it names.',
      cause,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
