import { inUnitsOfError } from './audit-challenge';

it('inUnitsOfError: biases of resamples at one error of all cells, by hand', () => {
  // Errors over the four pairs: 0.4, 0.8 and 0; their mean is 0.4.
  const aucs = [Float64Array.from([0.9, 0.8, 1]), Float64Array.from([0.9, 0.8, 1])];
  const found = inUnitsOfError(Float64Array.from([0.1, 0.2, 0]), aucs, [1, 3]);
  expect([...found]).toEqual([0.1, 0.1, 0].map((x) => expect.closeTo(x, 12)));
  // One cell of three pairs placed worse counts three times.
  const uneven = [Float64Array.from([0.9, 0.9]), Float64Array.from([0.9, 0.7])];
  expect([...inUnitsOfError(Float64Array.from([0.1, 0.1]), uneven, [1, 3])]).toEqual(
    [0.1 * (0.7 / 0.4), 0.1 * (0.7 / 1)].map((x) => expect.closeTo(x, 12)),
  );
});
