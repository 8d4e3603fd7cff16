import fc from 'fast-check';
import { firstAtLeast } from './first-at-least';

it('finds the first value that is large enough, from a place on', () => {
  const column = fc.array(fc.integer({ min: 0, max: 9 })).map((values) => Float64Array.from(values).sort());
  fc.assert(
    fc.property(column, fc.integer({ min: -1, max: 10 }), fc.nat(), (values, value, place) => {
      const from = place % (values.length + 1);
      const found = values.findIndex((one, n) => n >= from && one >= value);
      expect(firstAtLeast(values, value, from)).toBe(found < 0 ? values.length : found);
    }),
  );
});

it('finds nothing that is as large as NaN', () => {
  expect(firstAtLeast(Float64Array.of(1, 2), NaN)).toBe(2);
});
