import { AtomicFile, writeFileAtomic } from '@fairface/io';
import { bytesOf } from './feature-outputs';
import { formatFeatureLine, type NumberFormat } from './format-feature-line';
import type { Features } from './load-features';
import { formatNpyHeader } from './npy-header';

/** Options of {@link writeFeatures}. */
export interface WriteFeaturesOptions {
  /**
   * How the numbers of a text file are written.
   * @default 'six-decimals'
   */
  numbers?: NumberFormat;
  /**
   * What to tell of the features in `NAME.npy.json`, for instance the model and its preprocessing; not for text files.
   * @default nothing is written
   */
  provenance?: Record<string, unknown>;
}

/** Rows that are put together before they are written. */
const ROWS_AT_A_TIME = 256;

/**
 * Writes features that are in memory: `.npy` with the names beside it in `NAME.npy.txt`, or text where the path ends
 * otherwise. Whole files replace older ones at the end.
 */
export async function writeFeatures(
  path: string,
  { names, dimension, data }: Features,
  { numbers = 'six-decimals', provenance }: WriteFeaturesOptions = {},
): Promise<void> {
  const npy = path.endsWith('.npy');
  const file = await AtomicFile.open(path);
  try {
    if (npy) await file.write(formatNpyHeader(names.length, dimension));
    for (let row = 0; row < names.length; row += ROWS_AT_A_TIME) {
      const part = data.subarray(row * dimension, Math.min(names.length, row + ROWS_AT_A_TIME) * dimension);
      await file.write(
        npy ? bytesOf(part) : textRows(names.slice(row, row + ROWS_AT_A_TIME), part, dimension, numbers),
      );
    }
    await file.commit();
  } catch (error) {
    await file.abort();
    throw error;
  }
  if (!npy) return;
  await writeFileAtomic(`${path}.txt`, names.map((name) => `${name}\n`).join(''));
  if (provenance !== undefined) await writeFileAtomic(`${path}.json`, `${JSON.stringify(provenance, null, 2)}\n`);
}

function textRows(names: string[], data: Float32Array, dimension: number, numbers: NumberFormat): Buffer {
  const end = Buffer.from('\n');
  return Buffer.concat(
    names.flatMap((name, n) => [
      formatFeatureLine(name, data.subarray(n * dimension, (n + 1) * dimension), numbers),
      end,
    ]),
  );
}
