import { extremes } from './extremes';

it('finds the smallest and the largest, of none and of what is no number', () => {
  expect(extremes([3, -1, 2])).toEqual({ smallest: -1, largest: 3 });
  expect(extremes(Float64Array.of(0.5))).toEqual({ smallest: 0.5, largest: 0.5 });
  expect(extremes([])).toEqual({ smallest: Infinity, largest: -Infinity });
  expect(extremes([1, NaN, 2])).toEqual({ smallest: NaN, largest: NaN });
});
