import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { commandLine } from './command-line';

it('quotes what a shell would read otherwise', () => {
  expect(commandLine(['audit', 'my pairs.csv', '--bins', 'age=35,65'])).toBe(
    "fairface audit 'my pairs.csv' --bins age=35,65",
  );
});

it('gives a shell the words back', () => {
  const word = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !text.includes('\0'));
  fc.assert(
    fc.property(fc.array(word, { maxLength: 5 }), (words) => {
      const line = commandLine(words).replace('fairface', 'printf "%s\\0"');
      const found = execFileSync('sh', ['-c', words.length === 0 ? 'true' : line], { encoding: 'utf8' });
      expect(found.split('\0').slice(0, -1)).toEqual(words.length === 0 ? [] : words);
    }),
    { numRuns: 30 },
  );
});
