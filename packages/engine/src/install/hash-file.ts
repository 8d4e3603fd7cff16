import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { EngineError } from '../engine-error';

/** SHA-256 of a file as lower-case hexadecimal. */
export async function hashFile(file: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash, { signal });
  return hash.digest('hex');
}

/**
 * Refuses a file whose SHA-256 is not the expected one.
 *
 * @throws EngineError `wrong-hash`, naming the file and both hashes.
 */
export async function checkHash(file: string, expected: string, signal?: AbortSignal): Promise<void> {
  const found = await hashFile(file, signal);
  if (found === expected.toLowerCase()) return;
  throw new EngineError(
    'wrong-hash',
    `${file} is not the expected file: its SHA-256 should be ${expected} and is ${found}.`,
    { next: 'It was not used; check the package index or mirror it came from, then try again.' },
  );
}
