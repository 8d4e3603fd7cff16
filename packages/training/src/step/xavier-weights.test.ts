import { xavierWeights } from './xavier-weights';

describe('xavierWeights', () => {
  it('fills its range evenly, and depends on seed and branch', () => {
    const weights = xavierWeights(50, 100, 1, 'base');
    const limit = Math.sqrt(6 / 150);
    const mean = weights.reduce((sum, value) => sum + value, 0) / weights.length;
    const square = weights.reduce((sum, value) => sum + value ** 2, 0) / weights.length;
    expect(weights.every((value) => Math.abs(value) <= limit)).toBe(true);
    expect(mean / limit).toBeCloseTo(0, 1);
    expect(square / limit ** 2).toBeCloseTo(1 / 3, 1);
    expect(xavierWeights(50, 100, 1, 'other')).not.toEqual(weights);
    expect(xavierWeights(50, 100, 1, 'base')).toEqual(weights);
  });
});
