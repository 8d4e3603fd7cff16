import { InputError, openInput } from '@fairface/io';

/** The beginning of a pair list, and the rest of it in pieces. */
export interface PairList {
  /** The first line with its line end, byte for byte; a byte-order mark is a part of it. */
  header: Uint8Array;
  /** Whole lines, in memory of their own; the last one may lack its line end. */
  pieces: AsyncGenerator<Uint8Array<ArrayBuffer>>;
}

const NEWLINE = 0x0a;

/** Bytes of a piece: large enough that handing it to a thread costs nothing, small enough to balance the threads. */
const PIECE = 1 << 19;

/**
 * Opens a pair list (gzip allowed). Memory holds a few pieces, whatever its length.
 *
 * @throws InputError `empty-file`, or as `openInput`.
 */
export async function readPairList(file: string, size = PIECE): Promise<PairList> {
  const pieces = readPieces(file, size);
  const first = await pieces.next();
  if (first.done) {
    throw new InputError({
      code: 'empty-file',
      file,
      message: 'holds no pair',
      expected: 'a header and rows first,second,similarity',
      found: 'an empty file',
    });
  }
  const end = first.value.indexOf(NEWLINE) + 1 || first.value.length;
  return { header: first.value.subarray(0, end), pieces: startingWith(first.value.slice(end), pieces) };
}

async function* startingWith<T extends Uint8Array>(first: T, others: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    if (first.length > 0) yield first;
    yield* others;
  } finally {
    await others.return(undefined);
  }
}

async function* readPieces(file: string, size: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const chunk of await openInput(file)) {
    const bytes = chunk as Buffer;
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    if (length + end >= size && end > 0) {
      yield join([...waiting, bytes.subarray(0, end)]);
      waiting = [bytes.subarray(end)];
      length = bytes.length - end;
    } else {
      waiting.push(bytes);
      length += bytes.length;
    }
  }
  if (length > 0) yield join(waiting);
}

/** A copy that owns its memory, so that it can be handed to a thread. */
function join(parts: Buffer[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
