import { openInput } from '@fairface/io';

/** A line as bytes of a larger piece. */
export interface ByteLine {
  /** Counted from 1. */
  number: number;
  /** Only valid until the next line is asked for. */
  bytes: Uint8Array;
  start: number;
  /** Without the line end. */
  end: number;
}

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const BYTE_ORDER_MARK = Buffer.from('\uFEFF');

/** The lines of a file (gzip allowed) as bytes, without making strings. A byte-order mark is passed over. */
export async function* readByteLines(path: string): AsyncGenerator<ByteLine> {
  let rest: Buffer = Buffer.alloc(0);
  let number = 0;
  for await (const chunk of await openInput(path)) {
    const bytes = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
      number += 1;
      yield line(number, bytes, start, end);
      start = end + 1;
    }
    rest = bytes.subarray(start);
  }
  if (rest.length > 0) yield line(number + 1, rest, 0, rest.length);
}

function line(number: number, bytes: Buffer, start: number, end: number): ByteLine {
  const marked = number === 1 && bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
  return {
    number,
    bytes,
    start: marked ? start + BYTE_ORDER_MARK.length : start,
    end: end > start && bytes[end - 1] === RETURN ? end - 1 : end,
  };
}
