import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { InputError } from './input-error';
import { isGzip } from './is-gzip';
import { explainReadError, openFile } from './open-file';

/**
 * Opens a file for reading from its beginning. A gzip file, known by its first two bytes, is decompressed on the way; one
 * that is cut short or damaged gives the error `damaged-gzip` where that is found.
 *
 * @throws InputError `missing-file`, `not-a-file` or `unreadable-file`, before anything is read.
 */
export async function openInput(path: string): Promise<Readable> {
  return isGzip(await firstBytes(path)) ? Readable.from(decompress(path), { objectMode: false }) : stream(path);
}

const stream = (path: string): Readable => createReadStream(path, { highWaterMark: 1 << 20 });

/** Opens the file when it is first read from: a stream that is given up before that leaves none open. */
async function* decompress(path: string): AsyncGenerator<Buffer> {
  const bytes = stream(path);
  const gunzip = createGunzip();
  bytes.on('error', (error) => gunzip.destroy(error));
  gunzip.on('close', () => bytes.destroy());
  try {
    for await (const piece of bytes.pipe(gunzip)) yield piece as Buffer;
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
