import { verificationDataFromRecords } from '@fairface/audit';
import { pairCosines, ratePairs } from './rate-pairs';

const image = (id: string, subject: string, gender: string) => ({ id, subject, attributes: { gender } });
const images = [
  image('a1', 'a', 'f'),
  image('a2', 'a', 'f'),
  image('b1', 'b', 'f'),
  image('c1', 'c', 'm'),
  image('c2', 'c', 'm'),
  image('d1', 'd', 'm'),
  image('d2', 'd', 'm'),
];
const pair = (id1: string, id2: string, score: number) => ({ id1, id2, score });
// At FMR 0.25 one of four impostor pairs may pass: the highest threshold that lets it is its own score, 0.8.
const data = verificationDataFromRecords(images, [
  pair('a1', 'a2', 0.9),
  pair('a1', 'b1', 0.8),
  pair('a2', 'b1', 0.1),
  pair('c1', 'c2', 0.7),
  pair('d1', 'd2', 0.2),
  pair('c1', 'd1', 0.3),
  pair('b1', 'c1', 0.4),
]);

describe('ratePairs', () => {
  it('counts by hand', () => {
    const { auc, tar, threshold, groups, gaps } = ratePairs(data, { by: ['gender'], targetFmr: 0.25 });
    // Genuine 0.9, 0.7, 0.2 against impostors 0.8, 0.1, 0.3, 0.4: 4 + 3 + 1 of 12.
    expect(auc).toBeCloseTo(8 / 12, 12);
    expect(threshold).toBe(0.8);
    expect(tar).toBeCloseTo(1 / 3, 12);
    expect(groups).toEqual({
      'gender=f': { auc: 1, fmr: 0.5, fnmr: 0, genuine: 1, impostor: 2 },
      'gender=m': { auc: 0.5, fmr: 0, fnmr: 1, genuine: 2, impostor: 1 },
    });
    expect(gaps).toEqual({ auc: 0.5, fmr: 0.5, fnmr: 1, fpd: 1 });
  });

  it('has no gaps without attributes', () => {
    expect(ratePairs(data)).toMatchObject({ groups: {}, gaps: { auc: null, fmr: null, fnmr: null, fpd: null } });
  });

  it('names the attributes that there are', () => {
    expect(() => ratePairs(data, { by: ['skin'] })).toThrow('there is no attribute "skin"; expected one of gender');
  });
});

describe('pairCosines', () => {
  it('does not depend on length, and is 0 for a vector without any', () => {
    const vectors = Float32Array.from([3, 0, 0, 0.5, 1, 1, 0, 0]);
    const pairs = { left: Int32Array.from([0, 0, 1, 0, 2]), right: Int32Array.from([0, 1, 2, 3, 2]) };
    const cosines = [...pairCosines(vectors, 2, pairs)];
    expect(cosines).toEqual([1, 0, Math.SQRT1_2, 0, 1].map((value) => expect.closeTo(value, 12)));
  });
});
