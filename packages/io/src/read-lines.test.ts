import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { readLines } from './read-lines';
import { temporaryFolder } from './testing/temporary-folder';

const folder = temporaryFolder();
const path = join(folder, 'lines.txt');

async function lines(): Promise<string[]> {
  const texts: string[] = [];
  for await (const { number, text } of readLines(path)) {
    expect(number).toBe(texts.length + 1);
    texts.push(text);
  }
  return texts;
}

describe('readLines', () => {
  it('gives back any lines, with either line end, plain or gzipped', async () => {
    const line = fc.string({ unit: 'grapheme' }).filter((text) => !/[\r\n\u2028\u2029\uFEFF]/.test(text));
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.constantFrom('\n', '\r\n'), fc.boolean(), async (texts, end, zip) => {
        const content = texts.map((text) => text + end).join('');
        writeFileSync(path, zip ? gzipSync(content) : content);
        expect(await lines()).toEqual(texts);
      }),
      { numRuns: 60 },
    );
  });

  it('takes off a byte-order mark, keeps empty lines and needs no last line end', async () => {
    writeFileSync(path, '\uFEFFa\n\nb');
    expect(await lines()).toEqual(['a', '', 'b']);
  });

  it('names a missing file and a folder', async () => {
    await expect(readLines(join(folder, 'none')).next()).rejects.toMatchObject({ code: 'missing-file' });
    await expect(readLines(folder).next()).rejects.toMatchObject({ code: 'not-a-file' });
  });

  it('fails on a broken gzip file', async () => {
    writeFileSync(path, gzipSync('a\n'.repeat(1000)).subarray(0, 20));
    await expect(lines()).rejects.toMatchObject({ code: 'damaged-gzip' });
    await expect(lines()).rejects.toThrow(`${path}: cannot be decompressed: unexpected end of file`);
  });

  it('keeps nothing of the lines it gave, however many', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const held = (): number => {
      collect();
      return process.memoryUsage().heapUsed;
    };
    writeFileSync(path, 'a line\n'.repeat(200_000));
    const at = new Map<number, number>();
    for await (const { number } of readLines(path)) if (number === 50_000 || number === 190_000) at.set(number, held());
    // 20 bytes a line: less than an object, a promise or the text would take.
    expect((at.get(190_000) ?? NaN) - (at.get(50_000) ?? NaN)).toBeLessThan(20 * 140_000);
  });

  it('can be left early', async () => {
    writeFileSync(path, 'a\nb\n');
    for await (const { text } of readLines(path)) {
      expect(text).toBe('a');
      break;
    }
  });
});
