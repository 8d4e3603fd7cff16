import fc from 'fast-check';
import { choosePairs } from './choose-pairs';

const labelled = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 2, maxLength: 24 });
const keysOf = (labels: number[], impostors: number, seed = 1): string[] => {
  const { left, right } = choosePairs(labels, { impostors, seed });
  return Array.from(
    left,
    (a, n) => `${a}-${right[n]}-${labels[a] === labels[right[n] ?? -1] ? 'genuine' : 'impostor'}`,
  );
};

describe('choosePairs', () => {
  it('takes every pair once where there is room', () => {
    fc.assert(
      fc.property(labelled, (labels) => {
        const keys = keysOf(labels, 1e9);
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys).toHaveLength((labels.length * (labels.length - 1)) / 2);
      }),
    );
  });

  it('keeps all genuine pairs and draws so many distinct impostor pairs, the same for a seed', () => {
    fc.assert(
      fc.property(labelled, fc.integer({ min: 0, max: 20 }), (labels, most) => {
        const all = keysOf(labels, 1e9);
        const chosen = keysOf(labels, most);
        const of = (keys: string[], kind: string): string[] => keys.filter((key) => key.endsWith(kind));
        expect(of(chosen, 'genuine')).toEqual(of(all, 'genuine'));
        expect(of(chosen, 'impostor')).toHaveLength(Math.min(most, of(all, 'impostor').length));
        expect(new Set(chosen).size).toBe(chosen.length);
        expect(chosen.every((key) => all.includes(key))).toBe(true);
        expect(keysOf(labels, most)).toEqual(chosen);
      }),
    );
  });

  it('draws others for another seed', () => {
    const labels = Array.from({ length: 60 }, (_, n) => n);
    expect(keysOf(labels, 20, 1)).not.toEqual(keysOf(labels, 20, 2));
  });
});
