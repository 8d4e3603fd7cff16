import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EngineError } from '../engine-error';
import { checkHash } from './hash-file';
import type { StepOptions } from './progress';
import { runCommand } from './run-command';

/** The release of libtensorflow that tfjs-node-gpu 4.22.0 asks for. */
const LIBTENSORFLOW = '2.9.1';

/**
 * Address of upstream's libtensorflow for Linux x64: the GPU build that tfjs-node-gpu's own install script fetches,
 * from the same host settings (`TFJS_NODE_BASE_URI`, `TFJS_NODE_CDN_STORAGE`).
 */
export function upstreamUrl(env: NodeJS.ProcessEnv = process.env): string {
  const host = env.TFJS_NODE_CDN_STORAGE || env.CDN_STORAGE || 'https://storage.googleapis.com/';
  const base = env.TFJS_NODE_BASE_URI || `${host}tensorflow/libtensorflow/libtensorflow-`;
  return `${base}gpu-linux-x86_64-${LIBTENSORFLOW}.tar.gz`;
}

export interface TarballOptions extends StepOptions {
  /** Folder for the download itself. */
  readonly folder: string;
  /** Folder that receives `lib` and `include`. */
  readonly deps: string;
  /** Expected SHA-256, checked where given. */
  readonly sha256?: string;
}

/**
 * Fetches and unpacks a libtensorflow tarball.
 *
 * @throws EngineError `download-failed`, `wrong-hash`, `wrong-input`.
 */
export async function downloadTarball(
  url: string,
  { folder, deps, sha256, onProgress, signal }: TarballOptions,
): Promise<void> {
  const file = join(folder, 'libtensorflow.tar.gz');
  try {
    const response = await fetch(url, { signal });
    if (!response.ok || response.body === null) throw new Error(`the server answered ${response.status}`);
    const total = Number(response.headers.get('content-length')) || undefined;
    let done = 0;
    const count = new Transform({
      transform(chunk: Buffer, _encoding, next) {
        done += chunk.length;
        onProgress?.({ step: 'download', done, total });
        next(null, chunk);
      },
    });
    await pipeline(Readable.fromWeb(response.body), count, createWriteStream(file), { signal });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new EngineError('download-failed', `${url} could not be downloaded: ${reason(error)}.`, {
      next: 'Check the address, or use `fairface engine install --from pip|dir`.',
      cause: error,
    });
  }
  if (sha256 !== undefined) await checkHash(file, sha256, signal);
  onProgress?.({ step: 'unpack' });
  await mkdir(deps, { recursive: true });
  const { code, tail } = await runCommand('tar', ['-xzf', file, '-C', deps], { signal });
  if (code !== 0) throw new EngineError('wrong-input', `${url} is no gzipped tarball: ${tail.trim().split('\n')[0]}.`);
  await rm(file);
}

/** fetch hides the reason ("getaddrinfo ENOTFOUND") in the cause of its error. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
