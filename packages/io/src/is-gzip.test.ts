import { gzipSync } from 'node:zlib';
import { isGzip } from './is-gzip';

it('tells gzip by its first two bytes', () => {
  expect(isGzip(gzipSync(''))).toBe(true);
  expect(isGzip(gzipSync('a,b\n').subarray(0, 2))).toBe(true);
});

it.each(['', '\x1f', 'a,b\n', '\x1fb', 'a\x8b'])('takes %j for no gzip', (text) => {
  expect(isGzip(Buffer.from(text, 'latin1'))).toBe(false);
});
