import { InputError } from '@fairface/io';

/** Length of the headers that we write: a multiple of 64, wide enough for every number of rows. */
export const NPY_HEADER_SIZE = 128;

const MAGIC = Buffer.from('\x93NUMPY', 'latin1');

/** Where the array of a `.npy` file is. */
export interface NpyShape {
  rows: number;
  dimension: number;
  /** Offset of the first value in bytes. */
  offset: number;
}

/**
 * The header (version 1.0) of a `.npy` file of float32, `[rows, dimension]`, row-major, little endian. Its length does not
 * depend on the number of rows, so that it can be written again once they are counted.
 */
export function formatNpyHeader(rows: number, dimension: number): Buffer {
  const header = Buffer.alloc(NPY_HEADER_SIZE, ' ');
  MAGIC.copy(header);
  header.writeUInt8(1, 6);
  header.writeUInt8(0, 7);
  header.writeUInt16LE(NPY_HEADER_SIZE - 10, 8);
  header.write(`{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${dimension}), }`, 10);
  header.write('\n', NPY_HEADER_SIZE - 1);
  return header;
}

/**
 * Reads the header of a `.npy` file (versions 1 to 3).
 *
 * @param start at least the header's bytes
 * @throws InputError `not-npy` or `unsupported-npy`.
 */
export function parseNpyHeader(file: string, start: Buffer): NpyShape {
  const version = start[6] ?? 0;
  if (start.length < 12 || !start.subarray(0, 6).equals(MAGIC) || version < 1 || version > 3) {
    throw new InputError({
      code: 'not-npy',
      file,
      message: 'is not a NumPy array',
      expected: 'a .npy file',
      found: start.length === 0 ? 'an empty file' : 'other bytes',
    });
  }
  const from = version === 1 ? 10 : 12;
  const offset = from + (version === 1 ? start.readUInt16LE(8) : start.readUInt32LE(8));
  const text = start.toString('latin1', from, offset);
  const shape = /'shape':\s*\(\s*(\d+)\s*,\s*(\d+)\s*,?\s*\)/.exec(text);
  if (!/'descr':\s*'<f4'/.test(text) || !/'fortran_order':\s*False/.test(text) || shape === null) {
    throw new InputError({
      code: 'unsupported-npy',
      file,
      message: 'holds an array of another kind',
      expected: "float32 ('<f4'), row-major, of two axes [N, D]",
      found: text.trim(),
      hint: 'In Python: numpy.save(path, features.astype("<f4"))',
    });
  }
  return { rows: Number(shape[1]), dimension: Number(shape[2]), offset };
}
