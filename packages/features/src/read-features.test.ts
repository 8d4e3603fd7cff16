import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { loadFeatures } from './load-features';
import { formatNpyHeader } from './npy-header';
import { readFeatures } from './read-features';
import { writeFeatures } from './write-features';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fairface-features-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function text(content: string | Buffer): Promise<string> {
  const file = join(folder, 'test.fea');
  await writeFile(file, content);
  return file;
}

async function npy(rows: number[][], names: string[]): Promise<string> {
  const file = join(folder, 'test.npy');
  const dimension = rows[0]?.length ?? 0;
  await writeFile(
    file,
    Buffer.concat([formatNpyHeader(rows.length, dimension), new Uint8Array(Float32Array.from(rows.flat()).buffer)]),
  );
  await writeFile(`${file}.txt`, names.map((name) => `${name}\n`).join(''));
  return file;
}

async function read(file: string) {
  const all = [];
  for await (const { path, vector, line } of readFeatures(file)) all.push([path, [...vector], line]);
  return all;
}

describe('readFeatures of text', () => {
  const expected = [
    ['faces/1.jpg', [0.5, -0.25], 1],
    ['my face.jpg', [1, 2], 2],
  ];
  const content = 'faces/1.jpg 0.500000 -0.250000\n"my face.jpg" 1 2\n';

  it.each([
    ['Unix line ends', content],
    ['Windows line ends and a byte-order mark', `\uFEFF${content.replaceAll('\n', '\r\n')}`],
    ['no line end at the end', content.trimEnd()],
    ['tabs and runs of spaces', content.replaceAll(' -', '\t-').replaceAll(' 1', '   1')],
    ['gzip', gzipSync(content)],
  ])('reads %s', async (_, bytes) => {
    expect(await read(await text(bytes))).toEqual(expected);
  });

  it.each([
    ['an empty file', '', 'empty-file', 'empty file'],
    ['a first line without values', 'faces/1.jpg\n', 'malformed-feature', ':1: is not a feature'],
    ['an empty line in the middle', 'a 1 2\n\nb 1 2\n', 'malformed-feature', ':2: is not a feature'],
    [
      'a short line',
      'a 1 2\nb 1 2\nc 1\n',
      'wrong-dimension',
      ':3: has another number of values than the first line; expected 2 values; found 1',
    ],
    [
      'a longer line',
      'a 1 2\nb 1 2 3\n',
      'wrong-dimension',
      ':2: has another number of values than the first line; expected 2 values; found 3',
    ],
    [
      'a word',
      'a 1 2\nb 1 x7\n',
      'not-a-number',
      ':2: value 2 is not a number; expected a finite decimal number; found x7',
    ],
    ['NaN', 'a 1 nan\n', 'not-a-number', ':1: value 2 is not a number'],
    [
      'a path with spaces and no quotes',
      'my face.jpg 1 2\n',
      'not-a-number',
      'Put a path with spaces in double quotes',
    ],
  ])('says what is wrong with %s', async (_, content, code, message) => {
    const file = await text(content);
    await expect(read(file)).rejects.toMatchObject({ code, file, message: expect.stringContaining(message) });
  });

  it('says that there is no file, or a folder in its place', async () => {
    await expect(read(join(folder, 'none.fea'))).rejects.toMatchObject({ code: 'missing-file' });
    await expect(read(join(folder, 'none.npy'))).rejects.toMatchObject({ code: 'missing-file' });
    const inside = join(folder, 'folder.npy');
    await mkdir(inside);
    await expect(read(inside)).rejects.toMatchObject({ code: 'not-a-file', file: inside });
  });

  it('reads lines across the pieces in which a file arrives', async () => {
    const lines = Array.from(
      { length: 3000 },
      (_, n) => `faces/${n}.jpg ${Array.from({ length: 64 }, (_, k) => (n * k) / 1e4).join(' ')}`,
    );
    const { names, dimension, data } = await loadFeatures(await text(lines.join('\n')));
    expect([names.length, dimension, data.length]).toEqual([3000, 64, 3000 * 64]);
    expect(names[2999]).toBe('faces/2999.jpg');
    for (let n = 0; n < 3000; n++) expect(data[n * 64 + 63]).toBe(Math.fround((n * 63) / 1e4));
  });
});

describe('readFeatures of .npy', () => {
  it('reads rows and their names', async () => {
    expect(
      await read(
        await npy(
          [
            [1, 2],
            [3, 4],
          ],
          ['a b.jpg', 'c'],
        ),
      ),
    ).toEqual([
      ['a b.jpg', [1, 2], 1],
      ['c', [3, 4], 2],
    ]);
  });

  it('says what is wrong', async () => {
    await expect(read(await npy([[1], [2]], ['a']))).rejects.toMatchObject({
      code: 'wrong-names',
      message: expect.stringContaining('expected 2 lines; found 1'),
    });
    await expect(read(await npy([[1], [2]], ['a', 'b', 'c']))).rejects.toMatchObject({
      code: 'wrong-names',
      message: expect.stringContaining('found more than 2'),
    });
    await expect(read(await npy([[1], [NaN]], ['a', 'b']))).rejects.toMatchObject({ code: 'not-a-number', line: 2 });
    const file = await npy([[1], [2]], ['a', 'b']);
    await truncate(file, 130);
    await expect(read(file)).rejects.toMatchObject({
      code: 'wrong-size',
      message: expect.stringContaining('expected 136 bytes'),
    });
    await truncate(file, 0);
    await expect(read(file)).rejects.toMatchObject({ code: 'empty-file', file });
  });
});

describe('writeFeatures', () => {
  const features = fc.integer({ min: 1, max: 5 }).chain((dimension) =>
    fc.array(
      fc.record({
        name: fc.stringMatching(/^[^\s][ -~é]*[^\s]$/).filter((name) => !name.includes('\r')),
        vector: fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), {
          minLength: dimension,
          maxLength: dimension,
        }),
      }),
      { minLength: 1, maxLength: 5 },
    ),
  );

  it.each(['fea', 'npy'])('writes .%s files that read back as they were', async (extension) => {
    await fc.assert(
      fc.asyncProperty(features, async (rows) => {
        const names = rows.map(({ name }) => name);
        const data = Float32Array.from(rows.flatMap(({ vector }) => vector));
        const written = { names, dimension: data.length / rows.length, data };
        const file = join(folder, `written.${extension}`);
        await writeFeatures(file, written, { numbers: 'shortest' });
        expect(await loadFeatures(file)).toEqual(written);
      }),
      { numRuns: 50 },
    );
  });
});
