import golden from './fixtures/extraction.json';
import { meanFeature } from './mean-feature';

describe('meanFeature', () => {
  it.each(golden.means.map((one) => [one.image.length, one] as const))(
    'adds normalised vectors of %d values',
    (_, { image, mirror, mean, norm }) => {
      const found = [...(meanFeature(Float32Array.from(image), Float32Array.from(mirror)) ?? [])];
      expect(found).toHaveLength(mean.length);
      for (const [n, value] of found.entries()) expect(Math.abs(value - (mean[n] ?? NaN))).toBeLessThanOrEqual(1e-6);
      expect(Math.hypot(...found)).toBeCloseTo(norm, 6);
    },
  );

  it('has no mean for a vector of zeros', () => {
    const { image, mirror } = golden.zeroVector;
    expect(meanFeature(Float32Array.from(image), Float32Array.from(mirror))).toBeUndefined();
    expect(meanFeature(Float32Array.from(mirror), Float32Array.from(image))).toBeUndefined();
  });
});
