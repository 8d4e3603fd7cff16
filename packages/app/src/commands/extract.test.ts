import { outputOf, shard } from './extract';

describe('--shard', () => {
  it('reads i/n', () => {
    expect(shard('2/4')).toEqual({ index: 2, count: 4 });
  });

  it.each(['0/4', '5/4', '2', '2/', 'a/b', '1/0', '-1/2', '1/2/3'])('refuses %s', (text) => {
    expect(() => shard(text)).toThrow('Expected i/n with 1 <= i <= n');
  });
});

describe('outputOf', () => {
  it('takes the format from the ending, unless it is given', () => {
    expect(outputOf({ out: 'test.fea' })).toEqual({ out: 'test.fea', format: 'text' });
    expect(outputOf({ out: 'a.b/test.npy' })).toEqual({ out: 'a.b/test', format: 'npy' });
    expect(outputOf({ out: 'test.fea', format: 'npy' })).toEqual({ out: 'test.fea', format: 'npy' });
    expect(outputOf({ out: 'test.npy', format: 'text' })).toEqual({ out: 'test.npy', format: 'text' });
  });
});
