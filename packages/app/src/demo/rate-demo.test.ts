import { rateDemo, type ScoredPair } from './rate-demo';

const pair = (label: 0 | 1, kind: string, similarity: number): ScoredPair => ({
  first: 'a',
  second: 'b',
  label,
  kind,
  similarity,
});

describe('rateDemo', () => {
  it('counts by hand: one of four genuine pairs below, one of four impostor pairs above', () => {
    const rated = rateDemo([
      pair(1, 'blur', 0.9),
      pair(1, 'blur', 0.4),
      pair(1, 'dark', 0.8),
      pair(1, 'dark', 0.7),
      pair(0, 'other', 0.6),
      pair(0, 'other', 0.3),
      pair(0, 'other', 0.2),
      pair(0, 'other', 0.1),
    ]);
    expect(rated).toMatchObject({ genuine: 4, impostor: 4, auc: 15 / 16, accuracy: 6 / 8, threshold: 0.6 });
    expect(rated.kinds).toEqual([
      { kind: 'blur', pairs: 2, recognised: 1, similarity: 0.65 },
      { kind: 'dark', pairs: 2, recognised: 2, similarity: 0.75 },
    ]);
  });

  it('needs two faces', () => {
    expect(() => rateDemo([pair(1, 'blur', 0.9)])).toThrow('expected photographs with at least two faces');
  });
});
