import fc from 'fast-check';
import { nodeShares } from './node-shares';

it('nodeShares: the heights of each row, those below 0 left out, divided by their sum', () => {
  const cases = fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
    .chain(([columns, nodes, rows]) => {
      const numbers = (length: number, min: number) =>
        fc.array(fc.double({ min, max: 1, noNaN: true }), { minLength: length, maxLength: length });
      return fc.tuple(fc.constant(columns), numbers(columns * rows, -1), numbers(columns * nodes, 0.1));
    });
  fc.assert(
    fc.property(cases, ([columns, weights, kernel]) => {
      const nodes = kernel.length / columns;
      const expected = Array.from({ length: weights.length / columns }, (_, row) => {
        const own = weights.slice(row * columns, (row + 1) * columns);
        const heights = Array.from({ length: nodes }, (_, node) =>
          Math.max(
            0,
            own.reduce((sum, weight, c) => sum + (kernel[node * columns + c] ?? NaN) * weight, 0),
          ),
        );
        const sum = heights.reduce((all, height) => all + height, 0);
        return Float64Array.from(heights, (height) => height / sum);
      });
      expect(nodeShares(Float64Array.from(weights), Float64Array.from(kernel), columns)).toEqual(expected);
    }),
  );
});
