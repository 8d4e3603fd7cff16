import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { lineRanges } from './line-ranges';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fairface-ranges-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('lineRanges', () => {
  it('gives every line once, wherever the ranges meet', async () => {
    const file = join(folder, 'lines');
    const line = fc.stringMatching(/^[a-zé ]{0,9}$/);
    await fc.assert(
      fc.asyncProperty(
        fc.array(line),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        fc.array(fc.nat(100)),
        fc.integer({ min: 1, max: 20 }),
        async (lines, ending, ended, cuts, size) => {
          const text = lines.join(ending) + (ended ? ending : '');
          await writeFile(file, text);
          const length = Buffer.byteLength(text);
          const bounds = [0, ...cuts.map((cut) => cut % (length + 1)), length].sort((a, b) => a - b);
          const found: string[] = [];
          for (const [n, start] of bounds.slice(0, -1).entries()) {
            for await (const { bytes, from, to } of lineRanges(file, start, bounds[n + 1] ?? length, size)) {
              found.push(Buffer.from(bytes.subarray(from, to)).toString());
            }
          }
          const expected = text.split(ending);
          if (expected.at(-1) === '') expected.pop();
          expect(found).toEqual(expected);
        },
      ),
      { numRuns: 300 },
    );
  });
});
