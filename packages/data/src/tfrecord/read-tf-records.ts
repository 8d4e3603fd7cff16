import { createReadStream } from 'node:fs';
import { InputError, isGzip } from '@fairface/io';
import { HEAD_BYTES, maskedCrc, TAIL_BYTES } from './frame-tf-record';

/** A record of a TFRecord file. */
export interface TfRecord {
  /** Its place in the file, from 0. */
  number: number;
  /** Offset of `data` in the file, bytes. */
  offset: number;
  /** The content; holds until the next record is asked for. */
  data: Uint8Array;
}

export interface ReadTfRecordsOptions {
  /**
   * Called for a record whose data do not match their checksum; reading goes on behind it.
   * @default such a record is an error
   */
  onDamage?: (error: InputError) => void;
}

/** Bytes read at a time. */
const BLOCK = 1 << 20;

/**
 * The records of a TFRecord file, one at a time; both checksums of every record are checked.
 *
 * @throws InputError `damaged-record`, `truncated-record`, `not-tfrecord`, `missing-file` or `unreadable-file`.
 */
export async function* readTfRecords(path: string, { onDamage }: ReadTfRecordsOptions = {}): AsyncGenerator<TfRecord> {
  let pending: Buffer = Buffer.alloc(0);
  let position = 0; // of the first pending byte
  let number = 0;
  for await (const block of blocks(path)) {
    pending = pending.length === 0 ? block : Buffer.concat([pending, block]);
    let at = 0;
    while (pending.length - at >= HEAD_BYTES) {
      const length = checkHead(path, pending.subarray(at, at + HEAD_BYTES), number, position + at);
      const end = at + HEAD_BYTES + length;
      if (pending.length < end + TAIL_BYTES) break;
      const data = pending.subarray(at + HEAD_BYTES, end);
      if (maskedCrc(data) === pending.readUInt32LE(end)) {
        yield { number, offset: position + at + HEAD_BYTES, data };
      } else {
        const error = damaged(path, number, position + at, 'its data do not match their checksum');
        if (onDamage === undefined) throw error;
        onDamage(error);
      }
      number += 1;
      at = end + TAIL_BYTES;
    }
    pending = pending.subarray(at);
    position += at;
  }
  if (pending.length === 0) return;
  throw new InputError({
    code: 'truncated-record',
    file: path,
    message: `ends inside record ${number}, ${pending.length} bytes after its start at byte ${position}`,
    hint: 'Copy the file again; the records before it are whole',
  });
}

function checkHead(path: string, head: Buffer, number: number, at: number): number {
  if (maskedCrc(head.subarray(0, 8)) === head.readUInt32LE(8)) return Number(head.readBigUInt64LE(0));
  if (number > 0)
    throw damaged(path, number, at, 'its length does not match its checksum: nothing behind it can be read');
  const zipped = isGzip(head);
  throw new InputError({
    code: 'not-tfrecord',
    file: path,
    message: 'is not a TFRecord file',
    expected: 'a length and its checksum',
    found: zipped ? 'gzip' : head.toString('hex'),
    hint: zipped ? 'Decompress it: single records are read from it' : undefined,
  });
}

function damaged(file: string, number: number, at: number, message: string): InputError {
  return new InputError({
    code: 'damaged-record',
    file,
    message: `record ${number} at byte ${at}: ${message}`,
    hint: 'Copy the file again',
  });
}

async function* blocks(path: string): AsyncGenerator<Buffer> {
  try {
    for await (const block of createReadStream(path, { highWaterMark: BLOCK })) yield block as Buffer;
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    throw new InputError({
      code: code === 'ENOENT' ? 'missing-file' : 'unreadable-file',
      file: path,
      message: code === 'ENOENT' ? 'no such file' : `cannot be read (${code})`,
      cause: error,
    });
  }
}
