import { readFeatures } from './read-features';

/** Features in memory. */
export interface Features {
  /** `[N]`: the image of every row. */
  names: string[];
  /** Values in a row, D. */
  dimension: number;
  /** `[N, D]`, row-major. */
  data: Float32Array;
}

/**
 * Reads a whole feature file into memory, as {@link readFeatures} does.
 *
 * @throws InputError as {@link readFeatures}.
 */
export async function loadFeatures(path: string): Promise<Features> {
  const names: string[] = [];
  let dimension = 0;
  let data = new Float32Array(0);
  for await (const { path: name, vector } of readFeatures(path)) {
    dimension = vector.length;
    const from = names.length * dimension;
    if (from + dimension > data.length) {
      const larger = new Float32Array(Math.max(1024 * dimension, 2 * data.length));
      larger.set(data);
      data = larger;
    }
    data.set(vector, from);
    names.push(name);
  }
  return { names, dimension, data: data.slice(0, names.length * dimension) };
}
