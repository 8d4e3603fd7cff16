import { clusterPairs } from './cluster-pairs';
import { personPairs } from './person-pairs';
import { weightedTotals } from './weighted-totals';

const SUBJECTS = 3;

/** One pair of each two of three persons, and one of each person. */
const clusters = clusterPairs(
  personPairs(
    { length: 6, left: Int32Array.of(0, 0, 1, 0, 1, 2), right: Int32Array.of(1, 2, 2, 3, 4, 5) },
    Int32Array.of(0, 1, 2, 0, 1, 2),
    SUBJECTS,
  ),
  new Int32Array(6),
  1,
);

describe('weightedTotals', () => {
  it.each([63, 64, 65, 200])('adds large counts of persons who come up often, over %i resamples', (resamples) => {
    const m = (person: number, resample: number): number => (person * 91 + resample * 57 + 200) % 256;
    const multiplicities = Uint8Array.from({ length: SUBJECTS * resamples }, (_, n) =>
      m(Math.floor(n / resamples), n % resamples),
    );
    const counts = Float64Array.of(300, 0, 1_000_000, 5, 257, 258);
    const each = (of: (r: number) => number) => Float64Array.from({ length: resamples }, (_, r) => of(r));
    expect(weightedTotals(clusters, 0, counts, multiplicities, resamples)).toEqual(
      each((r) => 300 * m(0, r) * m(1, r) + 1_000_000 * m(1, r) * m(2, r)),
    );
    expect(weightedTotals(clusters, 1, counts, multiplicities, resamples)).toEqual(
      each((r) => 5 * m(0, r) + 257 * m(1, r) + 258 * m(2, r)),
    );
  });
});
