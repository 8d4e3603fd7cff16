import { placements } from '../accuracy/placements';
import { sortPairs } from '../accuracy/sort-pairs';
import { aucBackground, movedAucs, resampleWithBackground, varianceWithBackground } from './auc-background';
import { clusterMeans } from './cluster-means';
import { clusterPairs } from './cluster-pairs';
import { personPairs } from './person-pairs';
import { drawVerificationPairs } from './draw-verification-pairs';
import { randomStream } from './random';

const drawn = drawVerificationPairs(
  { people: 40, images: 4, impostorsPerPerson: 10, fmr: [0.05, 0.1], fnmr: [0.05, 0.15], dependence: 0.4 },
  randomStream(2),
);
const pairs = sortPairs(drawn.data.pairs);
const subjects = drawn.data.subjects.length;
const people = personPairs(pairs, drawn.data.subjectOf, subjects);
const placed = placements(pairs);
const all = clusterPairs(people, new Int32Array(pairs.length), 1);
const means = clusterMeans(placed, all);
const background = aucBackground(placed, means, all, subjects);
const auc = means.mean[1] as number;
const multiplicities = new Uint8Array(subjects * 2).fill(1);

/** Sum over persons of the squares of their sums of value - mean, pairs of each once taken off, the slow way. */
function plainVariance(kind: 0 | 1): number {
  const own = [...pairs.score.keys()].filter((n) => pairs.genuine[n] === kind);
  const sums = new Map<string, number>();
  const add = (key: string, value: number) => sums.set(key, (sums.get(key) ?? 0) + value);
  for (const n of own) {
    const persons = [pairs.left[n], pairs.right[n]].map((image) => drawn.data.subjectOf[image as number]).sort();
    for (const person of new Set(persons)) add(`person ${person}`, (placed[n] as number) - auc);
    if (kind === 0) add(`pair ${persons.join()}`, (placed[n] as number) - auc);
  }
  const squares = [...sums].reduce((sum, [key, x]) => sum + (key.startsWith('person') ? x * x : -x * x), 0);
  return squares / own.length ** 2;
}

describe('the typical variance of an AUC', () => {
  const moves = resampleWithBackground(means, all, [0, 1], background, multiplicities, 2);

  it.each([0, 1] as const)('is that of all pairs where a slot holds them all, kind %i', (kind) => {
    const typical = (moves[kind]?.typical(auc) ?? NaN) ** 2 * (means.variance[kind] as number);
    expect(typical).toBeCloseTo(plainVariance(kind), 12);
    expect(typical).toBeLessThan(means.variance[kind] as number);
  });

  it('grows with the square of what is lacking to 1', () => {
    const typical = (at: number): number => moves[1]?.typical(at) ?? NaN;
    expect(typical(1 - 2 * (1 - auc))).toBeCloseTo(2 * typical(auc), 12);
  });

  it('is what few pairs have at least, which alone look surer than they are', () => {
    // The genuine pairs of the first eight persons that are placed between the quarter and the half.
    const genuine = [...pairs.score.keys()].filter((n) => pairs.genuine[n] === 1);
    const middle = genuine.slice(genuine.length / 4, genuine.length / 2);
    const cellOf = new Int32Array(pairs.length).fill(-1);
    for (const n of middle) if ((drawn.data.subjectOf[pairs.left[n] as number] as number) < 8) cellOf[n] = 0;
    const few = clusterPairs(people, cellOf, 1);
    const own = clusterMeans(placed, few);
    const [cell] = resampleWithBackground(own, few, [1], background, multiplicities, 2);
    const floor = (cell?.typical(own.mean[1] as number) ?? NaN) ** 2 * (own.variance[1] as number);
    expect(floor).toBeGreaterThan(2 * (own.variance[1] as number));
    expect(varianceWithBackground(1, own, few, background)).toBeGreaterThanOrEqual(floor);
  });

  it('moves an AUC on the arcsine scale, by both kinds', () => {
    const none = { typical: () => 1, own: Float64Array.of(0, 0.01), other: Float64Array.of(0, 0) };
    const [still, moved] = movedAucs(0.9, none, background) as unknown as [number, number];
    expect(still).toBeCloseTo(0.9, 14);
    expect(moved).toBeCloseTo(Math.sin(Math.asin(Math.sqrt(0.9)) + 0.01 / 0.6) ** 2, 14);
    const both = { ...none, other: Float64Array.of(0, 0.01) };
    const share = 0.1 / (1 - auc);
    expect(movedAucs(0.9, both, background, 2)[1]).toBeCloseTo(
      Math.sin(Math.min(Math.PI / 2, Math.asin(Math.sqrt(0.9)) + (0.02 + share * 0.01) / 0.6)) ** 2,
      14,
    );
    expect(movedAucs(1, both, background)).toEqual(Float64Array.of(1, 1));
  });
});
