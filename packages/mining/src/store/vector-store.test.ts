import fc from 'fast-check';
import { hardNegatives } from '../scan/hard-negatives';
import { nearestOthers } from '../scan/nearest-others';
import { ownPairs } from '../scan/own-pairs';
import { tolerance } from '../testing/all-pairs';
import { cosine, groupOf, randomVectors } from '../testing/random-vectors';
import { linkProducts, ROWS_A, rowBytes, TILE } from './product-program';
import { UNIT_SQUARE, VectorStore } from './vector-store';

describe('vectors and their products', () => {
  it('are the cosines within 2 sqrt(D) / 65534, for every dimension and length of vectors', () => {
    const cases = fc.tuple(
      fc.integer({ min: 1, max: 70 }),
      fc.integer({ min: 1, max: 99 }),
      fc.integer({ min: -20, max: 20 }),
    );
    fc.assert(
      fc.property(cases, ([dimension, seed, magnitude]) => {
        const vectors = randomVectors(TILE, dimension, seed).map((v) => v.map((value) => value * 10 ** magnitude));
        const { group, scratch } = groupOf(vectors, []);
        const products = linkProducts(group.memory, dimension);
        const bytes = rowBytes(dimension);
        const tile = group.tiles[0] ?? 0;
        for (let row = 0; row < TILE; row += ROWS_A) {
          products(tile + row * bytes, tile, tile + TILE * bytes, scratch.products + 4 * row * TILE);
        }
        const scores = new Int32Array(group.memory.buffer, scratch.products, TILE * TILE);
        for (let i = 0; i < TILE; i++) {
          for (let j = 0; j < TILE; j++) {
            const found = (scores[i * TILE + j] ?? NaN) / UNIT_SQUARE;
            const apart = Math.abs(found - cosine(vectors[i] ?? [], vectors[j] ?? []));
            if (!(apart <= (2 * Math.sqrt(dimension)) / 65534 + 1e-6))
              throw new Error(`${dimension} ${i} ${j} ${apart}`);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('do not overflow where all weight is in one value', () => {
    const { group, scratch } = groupOf(
      [
        [3, 0],
        [0, -2],
        [5, 0],
        [-1, 0],
      ],
      [],
    );
    const tile = group.tiles[0] ?? 0;
    linkProducts(group.memory, 2)(tile, tile, tile + 4 * rowBytes(2), scratch.products);
    const scores = new Int32Array(group.memory.buffer, scratch.products, 4);
    expect([...scores].map((score) => score / UNIT_SQUARE)).toEqual([1, 0, 1, -1]);
  });

  it('refuses a vector without direction, and keeps groups apart and in order', () => {
    const store = new VectorStore('f', 2);
    expect(store.add('b', 7, 0, new Float32Array([1, 1]))).toBe(true);
    for (const wrong of [
      [0, 0],
      [NaN, 1],
      [Infinity, 1],
    ]) {
      expect(store.add('b', 7, 1, new Float32Array(wrong))).toBe(false);
    }
    store.add('a', 8, 1, new Float32Array([1, 0]));
    store.add('b', 9, 2, new Float32Array([0, 1]));
    const groups = store.groups();
    expect(groups.map(({ name, count }) => [name, count])).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
    expect(groups.map(({ people, images }) => [[...people], [...images]])).toEqual([
      [[8], [1]],
      [
        [7, 9],
        [0, 2],
      ],
    ]);
  });

  it('are those of vectors beyond 2 GiB, which no signed address reaches', () => {
    const dimension = 4096;
    const store = new VectorStore('f', dimension);
    // Memory that is asked for and not written takes none.
    while (store.memory.buffer.byteLength < 2 ** 31 + 2 ** 24) store.scratch(64);
    const vectors = randomVectors(3, dimension, 1);
    vectors.forEach((vector, n) => store.add('g', n === 2 ? 8 : 7, n, vector));
    const [group] = store.groups();
    const [scratch] = store.scratch(1);
    if (group === undefined || scratch === undefined) throw new Error('no group');
    expect(group.tiles[0]).toBeGreaterThan(2 ** 31);
    const expectCosine = (score: number | undefined, a: number, b: number): void => {
      const apart = (score ?? NaN) / UNIT_SQUARE - cosine(vectors[a] ?? [], vectors[b] ?? []);
      expect(Math.abs(apart)).toBeLessThan(tolerance(dimension));
    };
    const rows = Int32Array.of(0, 1);
    const own = ownPairs({ group, scratch, rows, ends: Int32Array.of(2), most: 1 });
    expectCosine(own.lowest[0]?.score, 0, 1);
    const negatives = hardNegatives({ group, scratch, from: 0, to: 1, most: 2, floor: -Infinity });
    expect(negatives).toHaveLength(2);
    for (const { score, left, right } of negatives) expectCosine(score, left, right);
    const nearest = nearestOthers({ group, scratch, addresses: [...group.tiles], people: [7] });
    expectCosine(nearest[0]?.score, 0, 2);
  });

  it('take two bytes a value, and no more for room to compute in', () => {
    const store = new VectorStore('f', 128);
    const vectors = randomVectors(64, 128, 1);
    for (let n = 0; n < 20_000; n++) store.add(`g${n % 3}`, n, n, vectors[n % 64] ?? new Float32Array(128));
    store.scratch(3);
    // It grows by 16 MiB at a time.
    expect(store.memory.buffer.byteLength).toBeLessThan(2 * 128 * 20_000 + 2 ** 24 + 2 ** 20);
  });
});
