import { seededRandom } from '@fairface/io';
import { type GroupVectors, type Scratch, VectorStore } from '../store/vector-store';

/** Vectors of normal numbers. */
export function randomVectors(count: number, dimension: number, seed: number): Float32Array[] {
  const random = seededRandom(seed, 'vectors');
  return Array.from({ length: count }, () => Float32Array.from({ length: dimension }, () => random.normal()));
}

/** A group of given vectors, and room to compute in. */
export function groupOf(
  vectors: readonly ArrayLike<number>[],
  people: readonly number[],
): { group: GroupVectors; scratch: Scratch } {
  const store = new VectorStore('test', vectors[0]?.length ?? 0);
  vectors.forEach((vector, n) => store.add('g', people[n] ?? 0, n, Float32Array.from(vector)));
  const [scratch] = store.scratch(1);
  const [group] = store.groups();
  if (group === undefined || scratch === undefined) throw new Error('no group');
  return { group, scratch };
}

export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [product, left, right] = [0, 0, 0];
  for (let d = 0; d < a.length; d++) {
    const [x, y] = [a[d] ?? NaN, b[d] ?? NaN];
    product += x * y;
    left += x * x;
    right += y * y;
  }
  return product / Math.sqrt(left * right);
}

/** The person of every row: one with 90 images, the others with a few. */
export function peopleOf(count: number, seed: number): number[] {
  const random = seededRandom(seed, 'people');
  return Array.from({ length: count }, (_, n) => (n < 90 ? 0 : 1 + random.integer(Math.ceil(count / 5))));
}
