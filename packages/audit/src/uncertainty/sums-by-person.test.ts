import { clusterPairs } from './cluster-pairs';
import { personPairs } from './person-pairs';
import { randomStream } from './random';
import { resampleSums } from './sums-by-person';

const SUBJECTS = 5;
const random = randomStream(11);

/** Person p of the first four is in a pair with person 4. */
const clusters = clusterPairs(
  personPairs(
    { length: 5, left: Int32Array.of(0, 1, 2, 3, 0), right: Int32Array.of(4, 4, 4, 4, 4) },
    Int32Array.from({ length: SUBJECTS }, (_, image) => image),
    SUBJECTS,
  ),
  new Int32Array(5),
  1,
);

describe('resampleSums', () => {
  it.each([1, 4, 5])('adds up the moves of persons in the first resamples, with %i columns', (columns) => {
    const [stride, resamples, total, scale] = [100, 70, 5, 1.25];
    // One person has something in the last column alone.
    const sums = Float64Array.from({ length: SUBJECTS * columns }, (_, at) => (at < columns - 1 ? 0 : random() - 0.5));
    const centre = Float64Array.from({ length: columns }, (_, c) => (c === columns - 1 ? 0.5 : 0));
    const multiplicities = Uint8Array.from({ length: SUBJECTS * stride }, () => Math.floor(4 * random()));
    const start = Float64Array.from({ length: columns * resamples }, random);
    const moves = resampleSums(
      { slot: 0, columns, sums, totals: new Float64Array(columns) },
      clusters,
      { centre, total, scale, multiplicities, stride, resamples },
      start.slice(),
    );
    const expected = start.map((value, at) => {
      const [r, c] = [Math.floor(at / columns), at % columns];
      return clusters.rowSubject.reduce((sum, person, row) => {
        const pull = (sums[row * columns + c] ?? NaN) - (clusters.rowPairs[row] ?? NaN) * (centre[c] ?? NaN);
        return sum + ((multiplicities[person * stride + r] ?? NaN) - 1) * (scale / total) * pull;
      }, value);
    });
    expect(moves.length).toBe(expected.length);
    moves.forEach((move, at) => {
      expect(move).toBeCloseTo(expected[at] ?? NaN, 12);
    });
  });
});
