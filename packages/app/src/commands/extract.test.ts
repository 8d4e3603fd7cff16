import { shard } from './extract';

describe('--shard', () => {
  it('reads i/n', () => {
    expect(shard('2/4')).toEqual({ index: 2, count: 4 });
  });

  it.each(['0/4', '5/4', '2', '2/', 'a/b', '1/0', '-1/2', '1/2/3'])('refuses %s', (text) => {
    expect(() => shard(text)).toThrow('Expected i/n with 1 <= i <= n');
  });
});
