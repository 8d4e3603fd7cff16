import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { InputError } from './input-error';
import { explainReadError, openFile } from './open-file';

/**
 * Opens a file for reading from its beginning. A gzip file, known by its first two bytes, is decompressed on the way; one
 * that is cut short or damaged gives the error `damaged-gzip` where that is found.
 *
 * @throws InputError `missing-file`, `not-a-file` or `unreadable-file`, before anything is read.
 */
export async function openInput(path: string): Promise<Readable> {
  const [first, second] = await firstBytes(path);
  const isGzip = first === 0x1f && second === 0x8b;
  return isGzip ? Readable.from(decompress(path), { objectMode: false }) : readPieces(path);
}

const readPieces = (path: string): Readable => createReadStream(path, { highWaterMark: 1 << 20 });

/** Opens the file when it is first read from: a stream that is given up before that leaves none open. */
async function* decompress(path: string): AsyncGenerator<Buffer> {
  const stream = readPieces(path);
  const gunzip = createGunzip();
  stream.on('error', (error) => gunzip.destroy(error));
  gunzip.on('close', () => stream.destroy());
  try {
    for await (const bytes of stream.pipe(gunzip)) yield bytes as Buffer;
  } catch (cause) {
    throw new InputError({
      code: 'damaged-gzip',
      file: path,
      message: `cannot be decompressed: ${(cause as Error).message}`,
      expected: 'a whole gzip file',
      hint: 'The file was cut short or damaged: copy it again',
      cause,
    });
  }
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const handle = await openFile(path);
  try {
    return (await handle.read(new Uint8Array(2), 0, 2, 0)).buffer;
  } catch (error) {
    throw explainReadError(error, path);
  } finally {
    await handle.close();
  }
}
