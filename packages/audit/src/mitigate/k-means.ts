import { randomStream } from '../uncertainty/random';

/** Rows of features, L2-normalised or not: `count` rows of `size` values, one after the other. */
export interface FeatureRows {
  values: Float32Array;
  count: number;
  size: number;
}

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
  const random = randomStream(seed);
  let centres = seedCentres(rows, clusters, random);
  let assigned = assignClusters(rows, centres);
  for (let step = 0; step < mostSteps; step++) {
    const sums = centres.map(() => new Array<number>(rows.size).fill(0));
    const counts = centres.map(() => 0);
    assigned.forEach((cluster, row) => {
      counts[cluster] = (counts[cluster] ?? 0) + 1;
      const sum = sums[cluster] ?? [];
      for (let n = 0; n < rows.size; n++) sum[n] = (sum[n] as number) + (rows.values[row * rows.size + n] as number);
    });
    centres = sums.map((sum, c) =>
      (counts[c] ?? 0) === 0 ? (centres[c] ?? sum) : sum.map((x) => x / (counts[c] ?? 1)),
    );
    const next = assignClusters(rows, centres);
    if (next.every((cluster, row) => cluster === assigned[row])) break;
    assigned = next;
  }
  return centres;
}

/** For each row the nearest centre. */
export function assignClusters(rows: FeatureRows, centres: readonly (readonly number[])[]): Int32Array {
  return Int32Array.from({ length: rows.count }, (_, row) => {
    const distances = centres.map((centre) => distance(rows, row, centre));
    return distances.indexOf(Math.min(...distances));
  });
}

function seedCentres(rows: FeatureRows, clusters: number, random: () => number): number[][] {
  const take = (row: number): number[] => [...rows.values.subarray(row * rows.size, (row + 1) * rows.size)];
  const centres = [take(Math.floor(random() * rows.count))];
  const nearest = new Float64Array(rows.count).fill(Infinity);
  while (centres.length < clusters) {
    const last = centres.at(-1) ?? [];
    let total = 0;
    for (let row = 0; row < rows.count; row++) {
      nearest[row] = Math.min(nearest[row] as number, distance(rows, row, last));
      total += nearest[row] as number;
    }
    let left = random() * total;
    const next = nearest.findIndex((d) => (left -= d) < 0);
    centres.push(take(next < 0 ? rows.count - 1 : next));
  }
  return centres;
}

function distance({ values, size }: FeatureRows, row: number, centre: readonly number[]): number {
  let sum = 0;
  for (let n = 0; n < size; n++) sum += ((values[row * size + n] as number) - (centre[n] as number)) ** 2;
  return sum;
}
