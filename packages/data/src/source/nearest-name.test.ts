import { nearestName } from './nearest-name';

describe('nearestName', () => {
  it('finds the name that was meant, and none where nothing is near', () => {
    const names = ['batch', 'branches', 'sampling', 'augment'];
    expect(nearestName('bacth', names)).toBe('batch');
    expect(nearestName('Branch', names)).toBe('branches');
    expect(nearestName('samplng', names)).toBe('sampling');
    expect(nearestName('weight', names)).toBeUndefined();
    expect(nearestName('x', ['a', 'b'])).toBeUndefined();
  });
});
