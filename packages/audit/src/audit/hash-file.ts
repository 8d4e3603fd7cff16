import { createHash } from 'node:crypto';
import { readPieces } from '@fairface/io';

/** Size and SHA-256 of a file, as it lies on the disk. */
export async function hashFile(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of readPieces(path, { decompress: false })) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}
