import { augmentFeatures } from './augment-features';

const D = 2000;
const vector = Float32Array.from({ length: D }, (_, n) => 1 + n / D);
const mirror = vector.map((value) => -value);
const place = { seed: 1, step: 2, branch: 'a', slot: 0 };

function augment(options: { mirror: number; dropout: number }, at = {}, centre?: Float32Array): Float32Array {
  const to = new Float32Array(D);
  augmentFeatures({ vector, mirror }, to, options, { ...place, ...at }, centre);
  return to;
}

describe('augmentFeatures', () => {
  it('copies where nothing is to be changed', () => {
    expect(augment({ mirror: 0, dropout: 0 })).toEqual(vector);
    expect(augment({ mirror: 1, dropout: 0 })).toEqual(mirror);
    const to = new Float32Array(D);
    augmentFeatures({ vector }, to, { mirror: 1, dropout: 0 }, place);
    expect(to).toEqual(vector);
  });

  it('takes the mirror image as often as it was told to', () => {
    const mirrored = Array.from(
      { length: 400 },
      (_, slot) => augment({ mirror: 0.25, dropout: 0 }, { slot })[0] === -1,
    );
    expect(Math.abs(mirrored.filter(Boolean).length - 100)).toBeLessThan(30);
  });

  it('drops values and enlarges the others, so that the mean stays', () => {
    const dropped = augment({ mirror: 0, dropout: 0.2 });
    const zeros = dropped.filter((value) => value === 0).length;
    expect(Math.abs(zeros / D - 0.2)).toBeLessThan(0.03);
    dropped.forEach((value, n) => {
      if (value !== 0) expect(value).toBeCloseTo((vector[n] ?? NaN) / 0.8, 5);
    });
    const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / D;
    expect(mean(dropped)).toBeCloseTo(mean(vector), 1);
  });

  it('drops to the centre where there is one', () => {
    const centre = new Float32Array(D).fill(1.5);
    const dropped = augment({ mirror: 0, dropout: 0.5 }, {}, centre);
    const expected = vector.map((value, n) => (dropped[n] === 1.5 ? 1.5 : 1.5 + (value - 1.5) * 2));
    dropped.forEach((value, n) => expect(value).toBeCloseTo(expected[n] ?? NaN, 5));
    expect(dropped.filter((value) => value === 1.5).length).toBeGreaterThan(900);
  });

  it('is the same at the same place, something else at every other', () => {
    const options = { mirror: 0, dropout: 0.5 };
    const first = augment(options);
    expect(augment(options)).toEqual(first);
    for (const other of [{ seed: 2 }, { step: 3 }, { branch: 'b' }, { slot: 1 }]) {
      expect(augment(options, other)).not.toEqual(first);
    }
  });
});
