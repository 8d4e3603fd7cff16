import { createHash } from 'node:crypto';
import { AtomicFile } from '@fairface/io';
import { METADATA, NUMBER_BYTES, type SafeTensor } from './safe-tensor';

/** Bytes handed to the file at a time. */
const PIECE = 1 << 22;

/**
 * Writes tensors as a safetensors file, in their order: 8 bytes of header length (little endian), a JSON header, the
 * numbers. A reader sees the old file or the new one, never a part; on a full disk the old one stays.
 *
 * @returns SHA-256 of the file, in hexadecimal
 * @throws InputError `cannot-write`.
 */
export async function writeSafetensors(
  path: string,
  tensors: ReadonlyMap<string, Omit<SafeTensor, 'dtype'>>,
  metadata: Readonly<Record<string, string>> = {},
): Promise<string> {
  const hash = createHash('sha256');
  const file = await AtomicFile.open(path);
  const write = async (bytes: Uint8Array): Promise<void> => {
    hash.update(bytes);
    await file.write(bytes);
  };
  try {
    await write(formatHeader(tensors, metadata));
    for (const { data } of tensors.values()) {
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      for (let at = 0; at < bytes.length; at += PIECE) await write(bytes.subarray(at, at + PIECE));
    }
    await file.commit();
  } catch (error) {
    await file.abort();
    throw error;
  }
  return hash.digest('hex');
}

function formatHeader(
  tensors: ReadonlyMap<string, Omit<SafeTensor, 'dtype'>>,
  metadata: Readonly<Record<string, string>>,
): Buffer {
  const header: Record<string, unknown> = Object.keys(metadata).length === 0 ? {} : { [METADATA]: metadata };
  let end = 0;
  for (const [name, { shape, data }] of tensors) {
    const size = shape.reduce((product, n) => product * n, 1);
    if (size !== data.length) {
      throw new RangeError(`writeSafetensors: '${name}' of shape [${shape}] has ${data.length} numbers, not ${size}.`);
    }
    const begin = end;
    end += data.length * NUMBER_BYTES;
    const dtype = data instanceof Float32Array ? 'F32' : 'I32';
    header[name] = { dtype, shape: [...shape], data_offsets: [begin, end] };
  }
  const json = Buffer.from(JSON.stringify(header));
  // Spaces, so that the numbers start at a multiple of 8 and can be mapped into memory.
  const text = Buffer.concat([json, Buffer.alloc((8 - (json.length % 8)) % 8, ' ')]);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text]);
}
