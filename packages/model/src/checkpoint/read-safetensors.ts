import { createHash, type Hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { InputError, openFile } from '@fairface/io';
import { parseSafetensorsHeader } from './parse-safetensors-header';
import { NUMBER_BYTES, type Safetensors, type SafeTensor } from './safe-tensor';

/** The longest header the format allows, in bytes. */
const LONGEST_HEADER = 100_000_000;

/** Bytes read at a time. */
const PIECE = 1 << 26;

/**
 * Reads a safetensors file of float32 and int32 tensors, whatever wrote it.
 *
 * @throws InputError `truncated` or `malformed-safetensors`, naming the file and the tensor; as `openFile`.
 */
export async function readSafetensors(path: string): Promise<Safetensors> {
  const file = await openFile(path);
  try {
    const hash = createHash('sha256');
    const { size } = await file.stat();
    const headerBytes = await readHeaderLength(path, file, size, hash);
    const header = Buffer.alloc(headerBytes);
    await readAt(path, file, header, 8, hash);
    const start = 8 + headerBytes;
    const { places, metadata } = parseSafetensorsHeader(path, header.toString('utf8'), size - start);
    const tensors = new Map<string, SafeTensor>();
    for (const { name, dtype, shape, begin, end } of places) {
      const length = (end - begin) / NUMBER_BYTES;
      const data = dtype === 'F32' ? new Float32Array(length) : new Int32Array(length);
      await readAt(path, file, new Uint8Array(data.buffer), start + begin, hash);
      tensors.set(name, { shape, dtype, data });
    }
    return { tensors, metadata, sha256: hash.digest('hex') };
  } finally {
    await file.close();
  }
}

async function readHeaderLength(path: string, file: FileHandle, size: number, hash: Hash): Promise<number> {
  if (size < 8) throw truncated(path, 'at least 8 bytes', `${size}`);
  const length = Buffer.alloc(8);
  await readAt(path, file, length, 0, hash);
  const headerBytes = length.readBigUInt64LE();
  if (headerBytes > LONGEST_HEADER) {
    throw new InputError({
      code: 'malformed-safetensors',
      file: path,
      message: 'is no safetensors file',
      expected: `a header of at most ${LONGEST_HEADER} bytes`,
      found: `${headerBytes}`,
    });
  }
  if (8n + headerBytes > size) throw truncated(path, `a header of ${headerBytes} bytes`, `${size - 8}`);
  return Number(headerBytes);
}

async function readAt(path: string, file: FileHandle, target: Uint8Array, position: number, hash: Hash): Promise<void> {
  for (let at = 0; at < target.length;) {
    const piece = target.subarray(at, at + PIECE);
    const { bytesRead } = await file.read(piece, 0, piece.length, position + at);
    if (bytesRead === 0) throw truncated(path, `${target.length} bytes from ${position} on`, `${at}`);
    hash.update(piece.subarray(0, bytesRead));
    at += bytesRead;
  }
}

function truncated(file: string, expected: string, found: string): InputError {
  return new InputError({ code: 'truncated', file, message: 'the file ends too early', expected, found });
}
