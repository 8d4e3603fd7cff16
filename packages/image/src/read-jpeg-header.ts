import { ImageError } from './image-error';

/** What the segments before the first scan of a JPEG say. */
export interface JpegHeader {
  width: number;
  height: number;
  /** 1 grey, 3 colour, 4 CMYK. */
  components: number;
  /** Whether the marker of the end follows the first scan. */
  complete: boolean;
}

const START_OF_SCAN = 0xda;

/**
 * Walks the segments of a JPEG (ITU-T T.81, annex B) up to the first scan. The end is looked for after it, since a
 * thumbnail in the metadata has an end of its own.
 *
 * @throws ImageError `truncated`, `damaged` or `unsupported` (12 bits, lossless).
 */
export function readJpegHeader(bytes: Uint8Array): JpegHeader {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let frame: Omit<JpegHeader, 'complete'> | undefined;
  for (let at = 2; at + 4 <= file.length;) {
    if (file[at] !== 0xff) throw damaged(`a segment at byte ${at}`, `0x${file.toString('hex', at, at + 1)}`);
    const marker = file.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1; // a fill byte
      continue;
    }
    if (marker === START_OF_SCAN) {
      if (frame === undefined) throw damaged('a frame before the first scan', 'none');
      return { ...frame, complete: file.includes('\xff\xd9', at, 'latin1') };
    }
    if (isFrame(marker) && at + 10 <= file.length) frame = readFrame(file, at, marker);
    at += 2 + file.readUInt16BE(at + 2);
  }
  throw new ImageError({
    code: 'truncated',
    message: 'expected a whole JPEG; found its beginning alone. Copy it again',
  });
}

/** C0 to CF start a frame, but for the tables C4 (Huffman), C8 (reserved) and CC (arithmetic conditioning). */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function readFrame(file: Buffer, at: number, marker: number): Omit<JpegHeader, 'complete'> {
  const bits = file.readUInt8(at + 4);
  if (bits !== 8 || (marker & 3) === 3) {
    throw new ImageError({
      code: 'unsupported',
      message: `expected a JPEG of 8 bits, baseline or progressive; found ${bits} bits in frame type 0x${marker.toString(16)}. Convert it`,
    });
  }
  return { height: file.readUInt16BE(at + 5), width: file.readUInt16BE(at + 7), components: file.readUInt8(at + 9) };
}

function damaged(expected: string, found: string): ImageError {
  return new ImageError({ code: 'damaged', message: `expected ${expected}; found ${found}. Save the image anew` });
}
