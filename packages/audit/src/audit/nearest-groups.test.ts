import { asCount, asRatio } from './groups-alike';
import { nearestGroups, rateWeights } from './nearest-groups';
import { type GroupValues, summaryMeasures } from './summary-measures';

const rates = (fnmr: readonly number[]): GroupValues => {
  const all = Float64Array.from(fnmr);
  return { fmr: all.slice(), fnmr: all, accuracy: all.slice(), overall: { fmr: 0.01, fnmr: 0.01 } };
};
const point = rates([0.01, 0.02, 0.04, 0.08]);
// All logarithms vary alike, so that all weights are the same.
const samples = [2, 1, 0.5].map((factor) => rates([0.01, 0.02, 0.04, 0.08].map((rate) => rate * factor)));
const definition = (id: string) => {
  const found = summaryMeasures(0.01).find((one) => one.id === id && one.of !== 'fmr');
  if (found === undefined) throw new Error(id);
  return found;
};

describe('nearestGroups', () => {
  it('draws the extremes together until their ratio is the one asked for', () => {
    const nearest = nearestGroups(definition('max-min-ratio'), {
      point,
      samples,
      weights: rateWeights(point, samples),
      carryOver: asRatio,
    });
    // 8 to 2: 0.02 .. 0.04 in place of 0.01 .. 0.08, so that two groups share each end.
    for (const x of [4, 2]) expect(nearest?.(x).value).toBeCloseTo(x, 3);
    expect(nearest?.(2).value).toBeLessThanOrEqual(2);
    // Factors that all groups share cancel out.
    expect([...(nearest?.(4).resampled ?? [])]).toEqual([4, 4, 4].map((x) => expect.closeTo(x, 3)));
  });

  it('carries the errors of the resamples over to the groups drawn together', () => {
    const moved = [rates([0.01, 0.02, 0.04, 0.16]), rates([0.01, 0.02, 0.08, 0.08]), rates([0.02, 0.04, 0.08, 0.16])];
    const nearest = nearestGroups(definition('max-min-ratio'), {
      point,
      samples: [...samples, ...moved],
      weights: rateWeights(point, samples),
      carryOver: asRatio,
    });
    const { value, resampled } = nearest?.(1.5) ?? { value: NaN, resampled: new Float64Array(0) };
    expect(value).toBeCloseTo(1.5, 4);
    expect([...resampled].slice(3)).toEqual([3, 3, 1.5].map((x) => expect.closeTo(x, 3)));
  });

  it('knows none where a rate is 0', () => {
    const none = rates([0, 0.1, 0.1, 0.1]);
    expect(
      nearestGroups(definition('ir'), {
        point: none,
        samples: [none],
        weights: rateWeights(none, [none]),
        carryOver: asRatio,
      }),
    ).toBeUndefined();
  });
});

it('errors grow with the rate in ratios, with its root in counts', () => {
  expect(asRatio(0.03, 0.02, 0.08)).toBeCloseTo(0.12, 12);
  expect(asCount(0.03, 0.02, 0.08)).toBeCloseTo(0.1, 12);
  expect(asCount(0.001, 0.02, 0.0002)).toBe(0);
});

it('rateWeights: the rate over the deviation of its resamples, squared', () => {
  const { fmr } = rateWeights(rates([0.2, 0.3]), [rates([0.1, 0.3]), rates([0.2, 0.6]), rates([0.3, 0.9])]);
  expect([...fmr]).toEqual([4, 1].map((x) => expect.closeTo(x, 10)));
});
