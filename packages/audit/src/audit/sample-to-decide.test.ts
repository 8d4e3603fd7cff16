import { sampleSentence, sampleToDecide } from './sample-to-decide';

const rate = (k: number, n: number, people: number, variance: number) => ({
  k,
  n,
  people,
  rate: k / n,
  lower: 0,
  upper: 1,
  variance,
  note: null,
});

describe('sampleToDecide', () => {
  it('is the textbook size where pairs are independent, as many people as they stand on', () => {
    // p = 0.1 against 0.2: (1.959964 + 0.841621)^2 (0.09 + 0.16) / 0.01 = 196.2 pairs; two pairs a person.
    expect(sampleToDecide(rate(20, 200, 100, 0.09 / 200), 2, 2)).toEqual({ pairs: 197, people: 99 });
  });

  it('asks for more pairs where they share people, and more again for more pairs of groups', () => {
    expect(sampleToDecide(rate(20, 200, 100, (4 * 0.09) / 200), 2, 2)).toEqual({ pairs: 788, people: 394 });
    expect(sampleToDecide(rate(20, 200, 100, 0.09 / 200), 2, 4)?.pairs).toBeGreaterThan(197);
  });

  it('says nothing without errors, without groups, and for a tolerance that is no difference', () => {
    expect(sampleToDecide(rate(0, 200, 100, 0), 2, 2)).toBeNull();
    expect(sampleToDecide(rate(20, 200, 100, 0.01), 2, 1)).toBeNull();
    expect(sampleToDecide(rate(20, 200, 100, 0.01), 1, 2)).toBeNull();
    expect(sampleToDecide(rate(120, 200, 100, 0.01), 2, 2)).toBeNull();
  });

  it('is a sentence with rounded numbers', () => {
    expect(sampleSentence({ people: 394, pairs: 78812 }, 1.5, 'impostor')).toBe(
      'To tell a ratio of 1.5 from equal rates in four audits of five, each group would need about 390 people and 79000 impostor pairs like these.',
    );
  });
});
