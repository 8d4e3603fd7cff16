import { golden, goldenData } from '../testing/golden';
import { challengeAuc } from './challenge-auc';
import { challengeBias } from './challenge-bias';
import { groupErrorRates } from './group-error-rates';
import { groupImages } from './group-images';
import { groupsOfCell, pairCell } from './pair-cells';

const data = goldenData();
const by = ['gender', 'skin'];
const legitimate = ['age', 'glasses'];

/** The golden values join values by `/`: `0/1+1/1` is `age=0, glasses=1 + age=1, glasses=1`. */
const named = (text: string, attributes: readonly string[]): string =>
  text
    .split('+')
    .map((part) =>
      part
        .split('/')
        .map((value, n) => `${attributes[n]}=${value}`)
        .join(', '),
    )
    .join(' + ');

describe('groupErrorRates', () => {
  it.each(golden.expected.groups)('gives the golden counts and rates at FMR $targetFmr', (expected) => {
    const [found] = groupErrorRates(data, { by, targetFmr: expected.targetFmr });
    expect(found?.threshold).toBe(expected.threshold);
    expect(found?.overall.fmr.rate).toBeCloseTo(expected.overallFmr, 14);
    expect(found?.overall.fnmr.rate).toBeCloseTo(expected.overallFnmr, 14);
    expected.groups.forEach((group, g) => {
      const { fmr, fnmr, accuracy, ...rest } = found?.groups[g] ?? fail();
      expect(rest.group).toBe(named(group.group, by));
      expect([fmr.k, fmr.n, fnmr.k, fnmr.n]).toEqual([
        group.falseMatches,
        group.impostor,
        group.falseNonMatches,
        group.genuine,
      ]);
      expect(accuracy).toBeCloseTo(group.accuracy, 10);
      expect(fmr.lower).toBeLessThanOrEqual(fmr.rate ?? NaN);
      expect(fmr.upper).toBeGreaterThanOrEqual(fmr.rate ?? NaN);
    });
  });

  it('counts every pair once over the pairs of groups', () => {
    const [found] = groupErrorRates(data, { by });
    expect(found?.pairs).toHaveLength(10);
    expect(found?.pairs.reduce((sum, { fmr, fnmr }) => sum + fmr.n + fnmr.n, 0)).toBe(data.pairs.length);
    expect(found?.pairs.reduce((sum, { fmr }) => sum + fmr.k, 0)).toBe(found?.overall.fmr.k);
  });

  it('marks a group that cannot answer, and keeps it', () => {
    const [found] = groupErrorRates(data, { by, targetFmr: 1e-3 });
    expect(found?.groups.map(({ fmr }) => fmr.note)).toEqual(Array(4).fill('too-few-pairs'));
    expect(found?.groups.map(({ fnmr }) => fnmr.note)).toEqual(Array(4).fill('few-people'));
  });

  it('takes several thresholds in any order, and one group', () => {
    const rates = groupErrorRates(data, { by: [], thresholds: [2, 0.3, -2] });
    expect(rates.map(({ overall }) => [overall.fmr.rate, overall.fnmr.rate])).toEqual([
      [0, 1],
      [expect.any(Number), expect.any(Number)],
      [1, 0],
    ]);
    expect(rates[1]?.groups[0]).toMatchObject({ group: 'all', fmr: { k: rates[1]?.overall.fmr.k } });
  });

  it('refuses an attribute that is not there and one with too many values', () => {
    expect(() => groupErrorRates(data, { by: ['race'] })).toThrow('there is no attribute "race"');
    expect(() => groupImages(data, by, 3)).toThrow('gender x skin makes more than 3 groups');
  });

  it('numbers cells of unordered pairs without gaps', () => {
    const cells = [0, 1, 2, 3].flatMap((b) => [0, 1, 2, 3].filter((a) => a <= b).map((a) => pairCell(a, b)));
    expect(cells).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(pairCell(3, 1)).toBe(pairCell(1, 3));
    for (let cell = 0; cell < 5000; cell++) expect(pairCell(...groupsOfCell(cell))).toBe(cell);
  });
});

describe('challenge', () => {
  const options = { protected: by, legitimate };
  const { aucPositive, aucNegativeSameGroup, aucNegativeUnordered, reconstruction } = golden.expected.challenge;
  const close = (found: object[], expected: { legitimate: string; protected: string; auc: number }[]): void => {
    expect(found).toHaveLength(expected.length);
    expected.forEach((cell, n) => {
      const names = { legitimate: named(cell.legitimate, legitimate), protected: named(cell.protected, by) };
      expect(found[n]).toMatchObject({ ...cell, ...names, auc: expect.closeTo(cell.auc, 12) });
    });
  };

  it('gives the golden AUC of every cell', () => {
    const { positive, negative } = challengeAuc(data, options);
    close(positive, aucPositive);
    close(negative, aucNegativeSameGroup);
    close(challengeAuc(data, { ...options, pairGroup: 'unordered' }).negative, aucNegativeUnordered);
  });

  it.each(['count', 'uniform'] as const)('gives the golden reconstruction with %s weights', (weights) => {
    const { positive, negative } = challengeAuc(data, options);
    const groups = golden.groupNames.map((name) => named(name, by));
    for (const [cells, expected] of [
      [positive, reconstruction.positive],
      [negative, reconstruction.negativeSameGroup],
    ] as const) {
      const found = challengeBias(cells, groups, { weights });
      expect(found.bias).toBeCloseTo(expected[weights].bias, 13);
      expect(found.strataUsed).toEqual(expected.strataUsed.map((name) => named(name, legitimate)));
      expect(found.strataSkipped).toBe(expected.strataSkipped);
      for (const [group, value] of Object.entries(expected[weights].discrimination)) {
        expect(found.discrimination[named(group, by)]).toBeCloseTo(value, 13);
      }
    }
  });

  it('has other weights, gaps and treatments of missing cells, by hand', () => {
    const cell = (legitimate: string, group: string, n: number, auc: number) => ({
      legitimate,
      protected: group,
      n,
      auc,
      lower: 0,
      upper: 1,
    });
    const cells = [
      cell('x', 'a', 10, 0.9),
      cell('x', 'b', 30, 0.8),
      cell('y', 'a', 5, 0.6),
      cell('y', 'b', 5, 0.7),
      cell('z', 'a', 9, 1),
    ];
    const bias = (options: object): number | null => challengeBias(cells, ['a', 'b'], options).bias;
    // d: x a 0, b 0.1; y a 0.1, b 0. count: a 10 x 0.1 / 50, b 40 x 0.1 / 50.
    expect(bias({})).toBeCloseTo(0.06, 12);
    expect(bias({ weights: 'uniform' })).toBeCloseTo(0, 12);
    expect(bias({ weights: 'overlap' })).toBeCloseTo((20 * 0.1 - 10 * 0.1) / 30, 12);
    expect(bias({ gap: 'to-best' })).toBeCloseTo(0.08, 12);
    expect(bias({ gap: 'std' })).toBeCloseTo(0.03, 12);
    expect(bias({ minCell: 6 })).toBeCloseTo(0.1, 12);
    expect(bias({ minCell: 100 })).toBeNull();
  });
});

function fail(): never {
  throw new Error('a group is missing');
}
