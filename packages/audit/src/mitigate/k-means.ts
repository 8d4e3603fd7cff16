import { seededRandom } from '@fairface/io';

/** Rows of features: `count` rows of `size` values, one after the other. */
export interface FeatureRows {
  values: Float32Array;
  count: number;
  size: number;
}

/** Squared distances are given up on in pieces of this many values once they exceed the best so far. */
const PIECE = 16;

/**
 * Cluster centres of features: Lloyd's algorithm from k-means++ seeds.
 *
 * Source: Arthur, Vassilvitskii, k-means++: the advantages of careful seeding, SODA 2007.
 *
 * @returns `clusters` centres of `size` values.
 * @throws RangeError where there are fewer rows than clusters.
 */
export function kMeans(rows: FeatureRows, clusters: number, seed = 1, mostSteps = 50): number[][] {
  if (rows.count < clusters || clusters < 1)
    throw new RangeError(`cannot make ${clusters} clusters of ${rows.count} rows`);
  const { values, size, count } = rows;
  const random = seededRandom(seed, 'k-means');
  let centres = seedCentres(rows, clusters, () => random.next());
  let assigned = assignClusters(rows, centres);
  for (let step = 0; step < mostSteps; step++) {
    const sums = new Float64Array(clusters * size);
    const counts = new Int32Array(clusters);
    for (let row = 0; row < count; row++) {
      const cluster = assigned[row] as number;
      counts[cluster] = (counts[cluster] as number) + 1;
      for (let n = 0; n < size; n++)
        sums[cluster * size + n] = (sums[cluster * size + n] as number) + (values[row * size + n] as number);
    }
    // An empty cluster keeps its centre.
    centres = centres.map((centre, c) =>
      counts[c] === 0 ? centre : centre.map((_, n) => (sums[c * size + n] as number) / (counts[c] as number)),
    );
    const next = assignClusters(rows, centres);
    if (next.every((cluster, row) => cluster === assigned[row])) break;
    assigned = next;
  }
  return centres;
}

/** For each row the nearest centre. */
export function assignClusters(rows: FeatureRows, centres: readonly (readonly number[])[]): Int32Array {
  const flat = Float64Array.from(centres.flat());
  return Int32Array.from({ length: rows.count }, (_, row) => nearest(rows, row, flat, centres.length));
}

function nearest({ values, size }: FeatureRows, row: number, centres: Float64Array, count: number): number {
  const from = row * size;
  let best = 0;
  let least = Infinity;
  for (let c = 0; c < count; c++) {
    let sum = 0;
    for (let n = 0; n < size && sum < least;) {
      for (const end = Math.min(size, n + PIECE); n < end; n++) {
        const gap = (values[from + n] as number) - (centres[c * size + n] as number);
        sum += gap * gap;
      }
    }
    if (sum < least) [best, least] = [c, sum];
  }
  return best;
}

function seedCentres(rows: FeatureRows, clusters: number, random: () => number): number[][] {
  const { values, size, count } = rows;
  const take = (row: number): number[] => [...values.subarray(row * size, (row + 1) * size)];
  const centres = [take(Math.floor(random() * count))];
  const gaps = new Float64Array(count).fill(Infinity);
  while (centres.length < clusters) {
    const last = centres.at(-1) ?? [];
    let total = 0;
    for (let row = 0; row < count; row++) {
      let sum = 0;
      for (let n = 0; n < size; n++) sum += ((values[row * size + n] as number) - (last[n] as number)) ** 2;
      gaps[row] = Math.min(gaps[row] as number, sum);
      total += gaps[row] as number;
    }
    let left = random() * total;
    const next = gaps.findIndex((gap) => (left -= gap) < 0);
    centres.push(take(next < 0 ? count - 1 : next));
  }
  return centres;
}
