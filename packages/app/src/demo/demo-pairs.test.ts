import { demoPairs } from './demo-pairs';

const face = (name: string) => ({ crop: name, copies: { blur: `${name}-blur`, dark: `${name}-dark` } });

describe('demoPairs', () => {
  it('pairs each face with its own copies and with everything of the others, nothing twice', () => {
    const pairs = demoPairs([face('a'), face('b'), face('c')]);
    expect(pairs.filter(({ label }) => label === 1).map(({ first, second }) => `${first} ${second}`)).toEqual([
      'a a-blur',
      'a a-dark',
      'b b-blur',
      'b b-dark',
      'c c-blur',
      'c c-dark',
    ]);
    const others = pairs
      .filter(({ label }) => label === 0)
      .map(({ first, second }) => [first, second].sort().join(' '));
    expect(others).toHaveLength(3 + 3 * 2 * 2);
    expect(new Set(others).size).toBe(others.length);
    expect(others.every((pair) => pair[0] !== pair.split(' ')[1]?.[0])).toBe(true);
  });
});
