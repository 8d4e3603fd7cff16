import type { Source } from '@fairface/data';

/**
 * The mean of all feature vectors that a training draws from, those of mirror images too; an item that several branches
 * name counts once. Adapters take it away from their input.
 *
 * @returns `[D]`; `undefined` for images
 */
export function featureCentre(sources: readonly Source[]): Float32Array | undefined {
  const dimension = sources[0]?.dimension;
  if (dimension === undefined) return undefined;
  const sum = new Float64Array(dimension);
  const seen = new Set<string>();
  let count = 0;
  const add = (vector: Float32Array): void => {
    count += 1;
    for (let d = 0; d < dimension; d++) sum[d] = (sum[d] as number) + (vector[d] as number);
  };
  for (const source of sources) {
    source.names.forEach((name, item) => {
      const reference = source.item(item);
      if (seen.has(name) || !('vector' in reference)) return;
      seen.add(name);
      add(reference.vector);
      if (reference.mirror !== undefined) add(reference.mirror);
    });
  }
  return Float32Array.from(sum, (value) => value / Math.max(count, 1));
}
