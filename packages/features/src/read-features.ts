import { InputError, openFile, readLines } from '@fairface/io';
import { explainFeatureLine } from './explain-feature-line';
import { MALFORMED, countValues, parseFeatureLine, pathEnd, pathText } from './parse-feature-line';
import { parseNpyHeader } from './npy-header';
import { readByteLines } from './read-byte-lines';

/** The feature of an image. */
export interface Feature {
  /** The image as it was named in the list. */
  path: string;
  /** `[D]`; a vector of its own. */
  vector: Float32Array;
  /** Line of the text file, or of the file of names, counted from 1. */
  line: number;
}

/** Bytes read of a `.npy` file to find its header, and rows read at a time. */
const HEADER_BYTES = 4096;
const ROWS_AT_A_TIME = 256;

/**
 * Reads a feature file row by row: `.npy` (float32 `[N, D]`, the names beside it in `NAME.npy.txt`), or text of any other
 * name, as the reference writes it (`path f1 ... fD`; gzip allowed).
 *
 * @throws InputError that names the file and the line: `empty-file`, `malformed-feature`, `wrong-dimension`,
 * `not-a-number`, `not-npy`, `unsupported-npy`, `wrong-size`, `wrong-names`, or as `openInput`.
 */
export function readFeatures(path: string): AsyncGenerator<Feature> {
  return path.endsWith('.npy') ? readNpy(path) : readText(path);
}

async function* readText(file: string): AsyncGenerator<Feature> {
  let dimension: number | undefined;
  for await (const { number, bytes, start, end } of readByteLines(file)) {
    const values = pathEnd(bytes, start, end);
    dimension ??= countValues(bytes, values, end);
    const vector = new Float32Array(dimension);
    const found = parseFeatureLine(bytes, values, end, vector, 0, dimension);
    if (found === MALFORMED || dimension === 0 || values === start) {
      throw explainFeatureLine({ file, line: number, bytes, start, end }, dimension);
    }
    yield { path: pathText(bytes, start, values), vector, line: number };
  }
  if (dimension === undefined) throw emptyFile(file);
}

async function* readNpy(file: string): AsyncGenerator<Feature> {
  const names = readLines(`${file}.txt`);
  const { rows, dimension, offset } = await readNpyShape(file);
  const handle = await openFile(file);
  try {
    for (let row = 0; row < rows; row += ROWS_AT_A_TIME) {
      const count = Math.min(ROWS_AT_A_TIME, rows - row);
      const block = new Float32Array(count * dimension);
      await handle.read(block, 0, block.byteLength, offset + row * dimension * 4);
      for (let n = 0; n < count; n++) {
        const name = await names.next();
        if (name.done) throw wrongNames(file, rows, row + n);
        const vector = block.slice(n * dimension, (n + 1) * dimension);
        checkFinite(file, row + n, vector);
        yield { path: name.value.text, vector, line: name.value.number };
      }
    }
    if (!(await names.next()).done) throw wrongNames(file, rows, rows + 1);
  } finally {
    await handle.close();
    await names.return(undefined);
  }
}

/**
 * Reads the shape of a `.npy` file and checks that the file has as many bytes as it says.
 *
 * @throws InputError `not-npy`, `unsupported-npy`, `wrong-size`, `empty-file` or as `openInput`.
 */
export async function readNpyShape(file: string): Promise<{ rows: number; dimension: number; offset: number }> {
  const handle = await openFile(file);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    if (bytesRead === 0) throw emptyFile(file);
    const shape = parseNpyHeader(file, buffer.subarray(0, bytesRead));
    const { size } = await handle.stat();
    const expected = shape.offset + shape.rows * shape.dimension * 4;
    if (size === expected) return shape;
    throw new InputError({
      code: 'wrong-size',
      file,
      message: 'has another length than its header says',
      expected: `${expected} bytes for ${shape.rows} rows of ${shape.dimension} values`,
      found: `${size} bytes`,
      hint: 'The file was cut short: copy it or extract it again',
    });
  } finally {
    await handle.close();
  }
}

function checkFinite(file: string, row: number, vector: Float32Array): void {
  const at = vector.findIndex((value) => !Number.isFinite(value));
  if (at === -1) return;
  throw new InputError({
    code: 'not-a-number',
    file,
    line: row + 1,
    message: `value ${at + 1} of row ${row + 1} is not a number`,
    expected: 'a finite number',
    found: String(vector[at]),
    hint: 'Extract the feature of this image again',
  });
}

function emptyFile(file: string): InputError {
  return new InputError({
    code: 'empty-file',
    file,
    message: 'holds no feature',
    expected: 'a line for every image: its path and its values, separated by spaces',
    found: 'an empty file',
  });
}

function wrongNames(file: string, rows: number, found: number): InputError {
  return new InputError({
    code: 'wrong-names',
    file: `${file}.txt`,
    message: `names another number of images than ${file} has rows`,
    expected: `${rows} lines`,
    found: found > rows ? `more than ${rows}` : `${found}`,
    hint: 'The two files belong to different runs: extract them again',
  });
}
