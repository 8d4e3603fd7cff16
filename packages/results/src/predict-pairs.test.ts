import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { writeFeatures } from '@fairface/features';
import { type JobEvent, runJob, workerFile } from '@fairface/io';
import golden from './fixtures/predictions.json';
import { predictPairs, type PredictOptions } from './predict-pairs';

let folder: string;
let out: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fairface-results-'));
  out = join(folder, 'out', 'predictions.csv');
});
afterEach(() => rm(folder, { recursive: true }));

async function file(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

async function predict(features: string, pairs: string, options: Partial<PredictOptions> = {}) {
  const rejects: string[][] = [];
  const onEvent = (event: JobEvent): void => {
    if (event.type === 'reject') rejects.push([event.item, event.reason, event.detail]);
  };
  const summary = await runJob(predictPairs({ features, pairs, out, workers: 2, ...options }), onEvent);
  return { summary, rejects, text: await readFile(out, 'utf8') };
}

const line = (path: string, vector: number[]): string => [path, ...vector.map((value) => value.toFixed(6))].join(' ');

const goldenFeatures = () =>
  file('test.fea', `${golden.predictions.features.map(({ path, vector }) => line(path, vector)).join('\n')}\n`);
const goldenPairs = golden.predictions.pairList.join('\n');
const expected = `${golden.predictions.expected.join('\n')}\n`;

/** Three features whose cosines are simple. */
const three = () =>
  file('three.fea', 'faces/a.jpg 3.000000 4.000000\nfaces/b.jpg 4.000000 3.000000\nfaces/zero.jpg 0.000000 0.000000\n');

describe('predictPairs', () => {
  it.each([1, 2, 3])('writes the predictions of the reference, byte for byte, with %d threads', async (workers) => {
    const { text, rejects, summary } = await predict(
      await goldenFeatures(),
      await file('pairs.csv', `${goldenPairs}\n`),
      { workers },
    );
    expect(text).toBe(expected);
    expect(rejects).toEqual([]);
    expect(summary).toEqual({ pairs: 20, rejected: 0, features: 12, dimension: 16, out });
    expect(await readdir(join(folder, 'out'))).toEqual(['predictions.csv']);
  });

  it('reads gzip and .npy files to the same end', async () => {
    const pairs = await file('pairs.csv.gz', gzipSync(goldenPairs));
    expect(
      (await predict(await file('test.fea.gz', gzipSync(await readFile(await goldenFeatures()))), pairs)).text,
    ).toBe(expected);
    const npy = join(folder, 'test.npy');
    const list = golden.predictions.features;
    const data = Float32Array.from(list.flatMap(({ vector }) => vector));
    await writeFeatures(npy, { names: list.map(({ path }) => path), dimension: 16, data });
    expect((await predict(npy, pairs)).text).toBe(expected);
  });

  it.each([
    ['more decimals than six', (vector: number[]) => vector.map(String).join(' ')],
    [
      'values that are exact in millionths',
      (vector: number[]) => vector.map((value) => (value * 1.024).toFixed(6)).join(' '),
    ],
  ])('agrees with the cosines of the golden values to 1e-14 (%s)', async (_, format) => {
    const features = golden.cosines.flatMap(({ first, second }, n) => [
      `a${n}.jpg ${format(first)}`,
      `b${n}.jpg ${format(second)}`,
    ]);
    const pairs = ['first,second,score', ...golden.cosines.map((_, n) => `a${n},b${n},0`)];
    const { text } = await predict(
      await file('general.fea', features.join('\n')),
      await file('pairs.csv', pairs.join('\n')),
    );
    const found = text
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((row) => Number(row.split(',')[2]));
    expect(found).toHaveLength(golden.cosines.length);
    for (const [n, value] of found.entries())
      expect(Math.abs(value - (golden.cosines[n]?.cosine ?? NaN))).toBeLessThanOrEqual(1e-14);
  });

  it('gives 1 for every feature with itself and never more', async () => {
    const vectors = Array.from({ length: 2500 }, (_, n) => Array.from({ length: 7 }, (_, k) => Math.sin(n * 7 + k)));
    const features = await file('many.fea', vectors.map((vector, n) => line(`${n}.jpg`, vector)).join('\n'));
    const pairs = await file('pairs.csv', `first,second\n${vectors.map((_, n) => `${n},${n}`).join('\n')}`);
    const rows = (await predict(features, pairs)).text.trimEnd().split('\n').slice(1);
    expect(rows).toEqual(vectors.map((_, n) => `${n},${n},1.00000000000000000`));
  });

  it('keeps the header and the ids as they are, with the line ends of the header', async () => {
    const content = '\uFEFFfirst,"second ""x""",score\r\nfaces/a.jpg, a ,0.5\r\n"b.jpg",faces/b,\r\n';
    const features = await file('three.fea', 'faces/a.jpg 3 4\nfaces/b_cropped.jpg 4 3\nb.jpg 1 0\nfaces/b.png 0 1\n');
    const { text } = await predict(features, await file('pairs.csv', content));
    expect(text).toBe(
      '\uFEFFfirst,"second ""x""",score\r\nfaces/a.jpg, a ,1.00000000000000000\r\n"b.jpg",faces/b,0.00000000000000000\r\n',
    );
  });

  it('tells of every row that it leaves out, with its line', async () => {
    const rows = ['first,second', 'a,b', 'a,c', 'a', '', 'x,b', 'a,zero', ' ', 'zero,a', 'b,a', '', ''];
    const { text, rejects, summary } = await predict(await three(), await file('pairs.csv', rows.join('\n')));
    expect(text).toBe('first,second\na,b,0.95999999999999996\nb,a,0.95999999999999996\n');
    expect(rejects).toEqual([
      ['a,c', 'missing-feature', 'line 3: no feature for "c"'],
      ['a', 'malformed-row', 'line 4: expected at least two columns: first,second'],
      ['line 5', 'empty-row', 'line 5: expected first,second; found an empty row'],
      ['x,b', 'missing-feature', 'line 6: no feature for "x"'],
      ['a,zero', 'zero-feature', expect.stringContaining('line 7: the feature of "zero" has no direction')],
      ['line 8', 'empty-row', expect.any(String)],
      ['zero,a', 'zero-feature', expect.stringContaining('line 9: the feature of "zero"')],
    ]);
    expect(summary).toMatchObject({ pairs: 2, rejected: 7 });
  });

  it('never takes one of two features that an id may mean', async () => {
    const features = await file('twice.fea', 'a/1.jpg 1 0\nb/1.jpg 0 1\nc/2.jpg 1 1\n');
    const { rejects, text } = await predict(features, await file('pairs.csv', 'first,second\n1,2\na/1,2\n'));
    expect(rejects).toEqual([
      ['1,2', 'ambiguous-id', 'line 2: several features have the key "1"; name the image by its path'],
    ]);
    expect(text).toBe('first,second\na/1,2,0.70710678118654757\n');
  });

  it('counts lines across the pieces of a long list, in order', async () => {
    const rows = Array.from({ length: 200_000 }, (_, n) =>
      n === 150_000 ? '' : n % 60_000 === 59_999 ? 'a,unknown' : n % 2 === 0 ? 'a,b' : 'b,b',
    );
    const { text, rejects, summary } = await predict(
      await three(),
      await file('pairs.csv', `first,second\n${rows.join('\n')}\n\n`),
    );
    expect(rejects.map(([, reason, detail]) => `${reason} ${detail?.split(':')[0]}`)).toEqual([
      'missing-feature line 60001',
      'missing-feature line 120001',
      'empty-row line 150002',
      'missing-feature line 180001',
    ]);
    expect(summary.pairs).toBe(199_996);
    const good = rows.filter((row) => row === 'a,b' || row === 'b,b');
    expect(text).toBe(
      `first,second\n${good.map((row) => `${row},${row === 'a,b' ? '0.95999999999999996' : '1.00000000000000000'}\n`).join('')}`,
    );
  });

  it.each([
    ['integers', '1,2,0.5\n3,4,0.1\n'],
    ['integers and no third column', '1,2\n3,4\n'],
    ['ids of features', 'a,b\nb,a\n'],
    ['names and a number', 'x.jpg,y.jpg,0.25\n'],
  ])('finds that the header is missing where the first line has %s', async (_, content) => {
    const pairs = await file('pairs.csv', content);
    await expect(predict(await three(), pairs)).rejects.toMatchObject({
      code: 'missing-header',
      message: `${pairs}:1: the first line is a pair, not a header; expected a header such as TEMPLATE_ID1,TEMPLATE_ID2,SCORE; found ${content.split('\n')[0]}. Put a header line before the pairs; it is copied to the output`,
    });
  });

  it.each([
    ['', 'empty-file'],
    ['\nfirst,second\n', 'missing-header'],
    ['first\na\n', 'missing-header'],
    ['first;second;score\na;b;1\n', 'wrong-delimiter'],
    ['first\tsecond\na\tb\n', 'wrong-delimiter'],
    ['first,second,score\ra,b,0\rb,c,0\r', 'wrong-line-ends'],
  ])('refuses the pair list %p: %s', async (content, code) => {
    await expect(predict(await three(), await file('pairs.csv', content))).rejects.toMatchObject({ code });
    await expect(readdir(join(folder, 'out'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('writes a header alone where there is no pair', async () => {
    expect((await predict(await three(), await file('pairs.csv', 'first,second'))).text).toBe('first,second\n');
  });

  it.each([
    [
      'a short line in the second half',
      1900,
      '1900.jpg 1.000000 2.000000',
      'wrong-dimension',
      'expected 3 values; found 2',
    ],
    ['a longer line in the first half', 3, '3.jpg 1 2 3 4', 'wrong-dimension', 'expected 3 values; found 4'],
    ['a word', 1500, '1500.jpg 1 2 x', 'not-a-number', 'found x'],
    ['NaN', 10, '10.jpg 1 nan 3', 'not-a-number', 'found nan'],
  ])('names the line of a feature file with %s', async (_, n, bad, code, message) => {
    const lines = Array.from({ length: 2000 }, (_, k) => (k + 1 === n ? bad : line(`${k + 1}.jpg`, [k, 1, 2])));
    const features = await file('bad.fea', lines.join('\n'));
    const run = predict(features, await file('pairs.csv', 'first,second\n1,2\n'));
    await expect(run).rejects.toMatchObject({
      code,
      file: features,
      line: n,
      message: expect.stringContaining(message),
    });
  });

  it('says which file is missing or empty', async () => {
    const pairs = await file('pairs.csv', 'first,second\n');
    await expect(predict(join(folder, 'none'), pairs)).rejects.toMatchObject({
      code: 'missing-file',
      file: join(folder, 'none'),
    });
    await expect(predict(await three(), join(folder, 'none'))).rejects.toMatchObject({ code: 'missing-file' });
    await expect(predict(await file('empty.fea', ''), pairs)).rejects.toMatchObject({ code: 'empty-file' });
    await expect(predict(await three(), pairs, { workers: 0 })).rejects.toThrow('workers: expected a whole number');
  });

  it('says that the output cannot be written', async () => {
    const pairs = await file('pairs.csv', 'first,second\na,b\n');
    await file('plain', '');
    const inFile = join(folder, 'plain', 'predictions.csv');
    await expect(predict(await three(), pairs, { out: inFile })).rejects.toMatchObject({
      code: 'cannot-write',
      file: inFile,
    });
    // No one can make a file there, not even the superuser.
    await expect(predict(await three(), pairs, { out: '/sys/kernel/predictions.csv' })).rejects.toMatchObject({
      code: 'cannot-write',
    });
  });

  it('leaves nothing where the file would be larger than there is room', async () => {
    const pairs = await file('pairs.csv', `first,second\n${'a,b\n'.repeat(200_000)}`);
    const { filename, execArgv } = workerFile(join(__dirname, 'testing'), 'predict-child');
    // `ulimit -f` stands for a full disk: the write fails in the middle.
    const command = 'ulimit -f 2000; exec "$0" "$@"';
    const { stdout } = spawnSync(
      'bash',
      ['-c', command, process.execPath, ...execArgv, filename, await three(), pairs, out],
      { encoding: 'utf8' },
    );
    expect(JSON.parse(stdout)).toMatchObject({
      code: 'cannot-write',
      message: expect.stringContaining('the file would be larger than allowed here'),
    });
    expect(await readdir(join(folder, 'out'))).toEqual([]);
  });

  it('leaves the old output where a signal ends it', async () => {
    await mkdir(join(folder, 'out'));
    await writeFile(out, 'old');
    const pairs = await file('pairs.csv', `first,second\n${'a,b\n'.repeat(500_000)}`);
    const stop = new AbortController();
    const job = predictPairs({ features: await three(), pairs, out, workers: 1, signal: stop.signal });
    const run = runJob(job, () => stop.abort(new Error('stopped')));
    await expect(run).rejects.toThrow('stopped');
    expect(await readFile(out, 'utf8')).toBe('old');
    expect(await readdir(join(folder, 'out'))).toEqual(['predictions.csv']);
  });

  it('follows links to its inputs', async () => {
    await symlink(await three(), join(folder, 'link.fea'));
    const { summary } = await predict(join(folder, 'link.fea'), await file('pairs.csv', 'first,second\na,b\n'));
    expect(summary.pairs).toBe(1);
  });
});
