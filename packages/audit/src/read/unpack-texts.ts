import { isAscii } from 'node:buffer';

/** Texts that stand as bytes one behind the other, read as UTF-8; `ends` says where each ends. */
export function unpackTexts({ bytes, ends }: { bytes: Uint8Array; ends: Int32Array }): string[] {
  const starts = (n: number): number => (n === 0 ? 0 : (ends[n - 1] as number));
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  // In ASCII a byte is a character.
  if (!isAscii(buffer)) return Array.from(ends, (end, n) => buffer.toString('utf8', starts(n), end));
  const text = buffer.toString('latin1');
  return Array.from(ends, (end, n) => text.slice(starts(n), end));
}
