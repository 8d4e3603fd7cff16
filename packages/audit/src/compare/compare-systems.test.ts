import { groupErrorRates } from '../fairness/group-error-rates';
import { goldenData } from '../testing/golden';
import { randomNormal, randomStream } from '../uncertainty/random';
import { alignPairs } from './align-pairs';
import { compareSystems } from './compare-systems';

const data = goldenData();
const by = { protected: ['gender', 'skin'], targetFmr: 0.05 };

/** The same pairs in reverse order and mirrored, with noise of its own on the scores. */
function noisy(spread: number) {
  const random = randomStream(9);
  const reversed = <T extends Int32Array | Uint8Array>(column: T): T => column.slice().reverse() as T;
  return {
    length: data.pairs.length,
    left: reversed(data.pairs.right),
    right: reversed(data.pairs.left),
    genuine: reversed(data.pairs.genuine),
    score: data.pairs.score
      .slice()
      .reverse()
      .map((value) => value + spread * randomNormal(random)),
  };
}

describe('compareSystems', () => {
  it('finds no difference between a system and itself, whatever the order of the pairs', () => {
    const found = compareSystems(data, noisy(0), by);
    expect(found).toMatchObject({ pairs: data.pairs.length, onlyA: 0, onlyB: 0 });
    for (const { difference, lower, upper, p } of found.differences) {
      expect(difference).toBeCloseTo(0, 14);
      expect(lower).toBeLessThanOrEqual(1e-14);
      expect(upper).toBeGreaterThanOrEqual(-1e-14);
      expect(p).toBeGreaterThan(0.99);
    }
  });

  it('gives the rates of each system at its own threshold', () => {
    const other = noisy(0.3);
    const found = compareSystems(data, other, by);
    const [own] = groupErrorRates(data, { by: by.protected, targetFmr: 0.05 });
    const [its] = groupErrorRates({ ...data, pairs: other }, { by: by.protected, targetFmr: 0.05 });
    const row = (group: string) => found.differences.find((d) => d.group === group && d.measure === 'fnmr');
    expect(row('all')?.a).toBeCloseTo(own?.overall.fnmr.rate ?? NaN, 12);
    expect(row('all')?.b).toBeCloseTo(its?.overall.fnmr.rate ?? NaN, 12);
    expect(row('gender=0, skin=0')?.a).toBeCloseTo(own?.groups[0]?.fnmr.rate ?? NaN, 12);
    expect(found.differences).toHaveLength(1 + 2 + 8);
  });

  it('sees that a system with noise added is worse, and corrects for many tests', () => {
    const auc = compareSystems(data, noisy(0.3), by).differences.find(({ measure }) => measure === 'auc');
    expect(auc?.difference).toBeGreaterThan(0.02);
    expect(auc?.lower).toBeGreaterThan(0);
    expect(auc?.pCorrected).toBeLessThan(0.001);
    expect(auc?.pCorrected).toBeGreaterThanOrEqual(auc?.p ?? 1);
  });

  it('leaves out pairs that one system did not score, and says how many', () => {
    const { pairs } = data;
    const half = { ...noisy(0), length: 1000 };
    const aligned = alignPairs(pairs, half);
    expect([aligned.a.length, aligned.onlyA, aligned.onlyB]).toEqual([1000, pairs.length - 1000, 0]);
    expect(aligned.a.score).toEqual(aligned.b.score);
  });
});
