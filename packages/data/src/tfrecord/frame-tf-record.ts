import { crc32c } from '@node-rs/crc32';

/** Bytes before the data of a record (length and its checksum) and behind it (the data's checksum). */
export const HEAD_BYTES = 12;
export const TAIL_BYTES = 4;

/**
 * A TFRecord: length (uint64), its masked CRC-32C, the data, its masked CRC-32C; little endian. Records one after the
 * other make a TFRecord file; a TensorBoard event file is one too.
 */
export function frameTfRecord(data: Uint8Array): Buffer {
  const record = Buffer.alloc(HEAD_BYTES + data.length + TAIL_BYTES);
  record.writeBigUInt64LE(BigInt(data.length), 0);
  record.writeUInt32LE(maskedCrc(record.subarray(0, 8)), 8);
  record.set(data, HEAD_BYTES);
  record.writeUInt32LE(maskedCrc(data), HEAD_BYTES + data.length);
  return record;
}

/** CRC-32C turned right by 15 bits, plus 0xa282ead8 (tensorflow/core/lib/hash/crc32c.h). */
export function maskedCrc(data: Uint8Array): number {
  const crc = crc32c(data);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
