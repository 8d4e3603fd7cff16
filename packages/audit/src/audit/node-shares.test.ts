import fc from 'fast-check';
import { nodeShares } from './node-shares';

it('nodeShares: heights of the sample and of each resample, those below 0 left out, divided by their sum', () => {
  const cases = fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 4 }))
    .chain(([columns, nodes, resamples]) => {
      const numbers = (length: number, min: number) =>
        fc.array(fc.double({ min, max: 1, noNaN: true }), { minLength: length, maxLength: length });
      return fc.tuple(numbers(columns, 0.1), numbers(columns * resamples, -1), numbers(columns * nodes, 0.1));
    });
  fc.assert(
    fc.property(cases, (given) => {
      const [means, moves, kernel] = given;
      const columns = means.length;
      const rows = [means.map(() => 0)];
      for (let from = 0; from < moves.length; from += columns) rows.push(moves.slice(from, from + columns));
      const expected = rows.map((row) => {
        const heights = Array.from({ length: kernel.length / columns }, (_, node) =>
          Math.max(
            0,
            row.reduce((sum, move, c) => sum + (kernel[node * columns + c] ?? NaN) * ((means[c] ?? NaN) + move), 0),
          ),
        );
        const sum = heights.reduce((all, height) => all + height, 0);
        return Float64Array.from(heights, (height) => height / sum);
      });
      const [a, b, c] = given.map((numbers) => Float64Array.from(numbers)) as [
        Float64Array,
        Float64Array,
        Float64Array,
      ];
      expect(nodeShares(a, b, c)).toEqual(expected);
    }),
  );
});
