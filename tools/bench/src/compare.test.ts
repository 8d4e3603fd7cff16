import { compare } from './compare';

describe('compare', () => {
  it('runs in turn, leaves the first round out and takes ratios within a round', async () => {
    const order: string[] = [];
    const contender = (name: string, seconds: number[]) => ({
      name,
      run: () => {
        order.push(name);
        return Promise.resolve(seconds.shift() ?? NaN);
      },
    });
    const result = await compare([contender('a', [100, 1, 2, 4]), contender('b', [100, 3, 4, 4])], 3);
    expect(order.join('')).toBe('abababab');
    expect(result.seconds).toEqual({ a: 2, b: 4 });
    expect(result.ratios).toEqual({ a: 1, b: 2 });
  });
});
