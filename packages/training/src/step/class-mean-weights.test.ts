import { classMeanWeights } from './class-mean-weights';

describe('classMeanWeights', () => {
  const features = Float32Array.of(3, 4, 0, 10, 5, 0);
  const options = { features, dimension: 2, labels: [0, 0, 2], classes: 4, seed: 1 };

  it('has the normalised mean of normalised features in each column', () => {
    const weights = classMeanWeights(options);
    const column = (c: number) => [weights[c], weights[4 + c]];
    const length = Math.hypot(0.3, 0.9);
    expect(column(0)).toEqual([0.3 / length, 0.9 / length].map((value) => expect.closeTo(value, 6)));
    expect(column(2)).toEqual([1, 0]);
  });

  it('has random directions, of length 1, for classes without features', () => {
    const weights = classMeanWeights(options);
    const columns = [1, 3].map((c) => [Number(weights[c]), Number(weights[4 + c])]);
    for (const column of columns) expect(Math.hypot(...column)).toBeCloseTo(1, 6);
    expect(columns[0]).not.toEqual(columns[1]);
    expect(classMeanWeights(options)).toEqual(weights);
    expect(classMeanWeights({ ...options, seed: 2 })).not.toEqual(weights);
  });

  it('refuses labels and lengths that do not fit', () => {
    expect(() => classMeanWeights({ ...options, classes: 2 })).toThrow('Row 2: expected a label from 0 to 1, found 2');
    expect(() => classMeanWeights({ ...options, dimension: 3 })).toThrow('Expected 3 features of 3 numbers, found 6');
  });
});
