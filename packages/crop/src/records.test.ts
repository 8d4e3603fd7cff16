import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { FaceRecord, Point } from './face-record';
import { formatRecord } from './format-record';
import { parseRecord } from './parse-record';
import { readRecords, type RecordLine } from './read-records';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'records-'))));
afterAll(() => rm(folder, { recursive: true }));

const coordinate = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const side = fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const point = fc.tuple(coordinate, coordinate) as fc.Arbitrary<Point>;
const different = (points: readonly Point[]) => new Set(points.map(String)).size > 1;
const path = fc
  .string({
    minLength: 1,
    unit: fc.oneof(
      fc.constantFrom(' ', '"', '\t', '#', 'ä', '雪', '\uFEFF'),
      fc.string({ minLength: 1, maxLength: 1 }),
    ),
  })
  .filter((text) => !/[\n\r\u2028\u2029]/.test(text));
const record: fc.Arbitrary<FaceRecord> = fc.oneof(
  fc.record({
    kind: fc.constant('points5' as const),
    path,
    points: fc.array(point, { minLength: 5, maxLength: 5 }).filter(different),
  }),
  fc.record({
    kind: fc.constant('points68' as const),
    path,
    points: fc.array(point, { minLength: 68, maxLength: 68 }).filter(different),
  }),
  fc.record({
    kind: fc.constant('box' as const),
    path,
    box: fc.record({ x: coordinate, y: coordinate, width: side, height: side }),
  }),
);

async function read(text: string): Promise<RecordLine[]> {
  const file = join(folder, 'record.txt');
  await writeFile(file, text);
  const lines: RecordLine[] = [];
  for await (const line of readRecords(file)) lines.push(line);
  return lines;
}

describe('formatRecord and parseRecord', () => {
  it('give every record back', () => {
    fc.assert(fc.property(record, (face) => expect(parseRecord(formatRecord(face))).toEqual(face)));
  });

  it('give every file back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 4 }), async (faces) => {
        const lines = await read(faces.map((face) => `${formatRecord(face)}\n`).join(''));
        expect(lines).toEqual(faces.map((face, at) => ({ line: at + 1, record: face })));
      }),
      { numRuns: 30 },
    );
  });

  it('quote only where it is needed', () => {
    const box = { x: 1, y: 2.5, width: 3, height: 4 };
    expect(formatRecord({ kind: 'box', path: 'a/b.jpg', box })).toBe('a/b.jpg 1 2.5 3 4');
    expect(formatRecord({ kind: 'box', path: 'my "best" one.jpg', box })).toBe('"my ""best"" one.jpg" 1 2.5 3 4');
  });

  it.each(['', 'a\nb.jpg', 'a\u2028b.jpg'])('cannot write the path %j', (unwritable) => {
    const box = { x: 1, y: 2, width: 3, height: 4 };
    expect(() => formatRecord({ kind: 'box', path: unwritable, box })).toThrow(
      expect.objectContaining({ code: 'unwritable-path' }),
    );
  });

  it('cannot write NaN', () => {
    const box = { x: NaN, y: 2, width: 3, height: 4 };
    expect(() => formatRecord({ kind: 'box', path: 'a.jpg', box })).toThrow(
      expect.objectContaining({ code: 'not-a-number' }),
    );
  });
});

describe('parseRecord', () => {
  it('takes any white space between', () => {
    expect(parseRecord('  a.jpg\t1  2.5\t3e1 +4 ')).toEqual({
      kind: 'box',
      path: 'a.jpg',
      box: { x: 1, y: 2.5, width: 30, height: 4 },
    });
  });

  it.each([
    ['a.jpg 1 2 3 4 5 6 7 8 9', 'wrong-number-count', 'found 9'],
    ['a.jpg', 'wrong-number-count', 'found 0'],
    ['a.jpg 1 2 NaN 4', 'not-a-number', 'found NaN'],
    ['a.jpg 1 2 Infinity 4', 'not-a-number', 'found Infinity'],
    ['a.jpg 1 2 1e999 4', 'not-a-number', 'found 1e999'],
    ['a.jpg 1 2 0x10 4', 'not-a-number', 'found 0x10'],
    ['my photo.jpg 1 2 3 4', 'not-a-number', 'Put a path with spaces in double quotes'],
    ['a.jpg 5 6 5 6 5 6 5 6 5 6', 'equal-points', 'found 5 times (5, 6)'],
    ['a.jpg 5 6 -1 3', 'empty-box', 'negative side'],
    ['"a.jpg 1 2 3 4', 'open-quote', 'Close the quote'],
    ['"a.jpg"1 2 3 4', 'open-quote', '"path" and numbers'],
    ['"" 1 2 3 4', 'missing-path', 'no path'],
  ])('refuses %s', (line, code, text) => {
    expect(() => parseRecord(line)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(text) }));
  });
});

describe('readRecords', () => {
  it('gives records and rejects with their lines, past empty lines and comments', async () => {
    const lines = await read('\uFEFF# faces\r\na.jpg 1 2 3 4\r\n\r\nb.jpg 1 2 3\r\n');
    expect(lines).toEqual([
      { line: 2, record: { kind: 'box', path: 'a.jpg', box: { x: 1, y: 2, width: 3, height: 4 } } },
      {
        line: 4,
        reject: {
          item: `${join(folder, 'record.txt')}:4`,
          reason: 'wrong-number-count',
          detail: expect.stringMatching(/expected 10 numbers .* found 3/),
        },
      },
    ]);
  });

  it('names a missing file', async () => {
    await expect(readRecords(join(folder, 'none.txt')).next()).rejects.toMatchObject({ code: 'missing-file' });
  });
});
