import { open } from 'node:fs/promises';

/** A line as bytes of a larger piece. */
export interface LineRange {
  /** Only valid until the next line is asked for. */
  bytes: Uint8Array;
  from: number;
  /** Without the line end. */
  to: number;
}

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const BYTE_ORDER_MARK = Buffer.from('\uFEFF');
const PIECE = 1 << 20;

/**
 * The lines of a file that begin at byte `start` or after it, and before byte `end`: ranges that cover a file give every
 * line once, wherever they meet. A byte-order mark is passed over.
 */
export async function* lineRanges(file: string, start: number, end: number, size = PIECE): AsyncGenerator<LineRange> {
  const handle = await open(file);
  try {
    let piece = Buffer.allocUnsafe(size);
    let held = 0;
    // A line begins at `start` only if the byte before ends one: the rest of the line there belongs to the range before.
    let position = Math.max(0, start - 1);
    let skipping = start > 0;
    for (;;) {
      if (held === piece.length) piece = Buffer.concat([piece, Buffer.allocUnsafe(piece.length)]);
      const { bytesRead } = await handle.read(piece, held, piece.length - held, position);
      position += bytesRead;
      const bytes = piece.subarray(0, held + bytesRead);
      const base = position - bytes.length;
      let from =
        base === 0 && bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
      for (let next = bytes.indexOf(NEWLINE, from); next !== -1; next = bytes.indexOf(NEWLINE, from)) {
        if (!skipping && base + from >= end) return;
        if (!skipping) yield line(bytes, from, next);
        skipping = false;
        from = next + 1;
      }
      if (base + from >= end) return;
      if (bytesRead === 0) {
        if (!skipping && from < bytes.length) yield line(bytes, from, bytes.length);
        return;
      }
      piece.copyWithin(0, from, bytes.length);
      held = bytes.length - from;
    }
  } finally {
    await handle.close();
  }
}

function line(bytes: Uint8Array, from: number, end: number): LineRange {
  return { bytes, from, to: end > from && bytes[end - 1] === RETURN ? end - 1 : end };
}
