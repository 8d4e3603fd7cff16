import fc from 'fast-check';
import { ByteInterner } from './byte-interner';
import { PairColumns } from './pair-columns';
import { PlainPairReader } from './plain-pair-reader';

const ids = new ByteInterner();
for (const name of ['7', '12', '7000000', 'a', '07', '12345678', '5', 'x1', '1x'])
  ids.add(Buffer.from(name), 0, name.length);
const table = { ids, subjectOf: Int32Array.of(0, 0, 1, 1, 1, 1, -1, 1, 1) };
/** Rows behind the one that is looked at: the last bytes of a piece are left to the caller. */
const BEHIND = '9'.repeat(64);

function read(text: string, labelled = false) {
  const columns = new PairColumns();
  const bytes = Buffer.from(text + BEHIND);
  const found = new PlainPairReader(table, columns).reading(labelled)(bytes, 0, bytes.length);
  return { ...found, pairs: columns.finish() };
}

describe('PlainPairReader', () => {
  it('takes rows of known whole numbers, with any line end', () => {
    const { rows, end, pairs } = read('7,12,0.5\n12,7000000,-0.25\r\n');
    expect([rows, end]).toEqual([2, 27]);
    expect([...pairs.left]).toEqual([0, 1]);
    expect([...pairs.right]).toEqual([1, 2]);
    expect([...pairs.score]).toEqual([0.5, -0.25]);
    expect([...pairs.genuine]).toEqual([1, 0]);
  });

  it.each([
    ...[
      '07,7,0.5',
      'x1,7,0.5',
      '1,7,0.5',
      '7,07,0.5',
      '12345678,7,0.5',
      '7,12345678,0.5',
      'a,7,0.5',
      '7,a,0.5',
      '9,7,0.5',
      '7,9,0.5',
    ],
    ...['7,7,0.5', '7,5,0.5', '5,7,0.5', '7,12,.5', '7,12,05.5', '7,12,12.5', '7,12,1', '7,12,1e-3', '7,12, 0.5'],
    ...[
      '7,12,0.5 ',
      '7,12,0.5,1',
      '7,12,0.123456789012345678',
      ',12,0.5',
      '7,,0.5',
      '7,12',
      '"7",12,0.5',
      '7;12;0.5',
      '',
    ],
  ])('leaves %p to the caller, and what stands before it not', (row) => {
    expect(read(`${row}\n`)).toMatchObject({ rows: 0, end: 0 });
    expect(read(`12,7,0.25\n${row}\n`)).toMatchObject({ rows: 1, end: 10 });
  });

  it('takes labels that agree with the persons', () => {
    const { rows, pairs } = read('7,12,0.5,1\n7,7000000,0.5,0\r\n7,12,0.5,0\n', true);
    expect(rows).toBe(2);
    expect([...pairs.genuine]).toEqual([1, 0]);
    for (const row of ['7,12,0.5', '7,12,0.5,', '7,12,0.5,1,1', '7,12,0.5,10', '7,12,0.5, 1'])
      expect(read(`${row}\n`, true).rows).toBe(0);
  });

  it('reads every plain decimal as Number does', () => {
    const decimal = fc.stringMatching(/^-?[0-9]\.[0-9]{0,17}$/);
    fc.assert(
      fc.property(fc.array(decimal, { minLength: 1 }), (texts) => {
        const { pairs } = read(texts.map((text) => `7,12,${text}\n`).join(''));
        expect([...pairs.score]).toEqual(texts.map(Number));
      }),
      { numRuns: 1000 },
    );
  });

  it('goes on where it stopped, over more rows than it takes at once', () => {
    const columns = new PairColumns(1);
    const take = new PlainPairReader(table, columns).reading(false);
    const bytes = Buffer.from('7,12,0.5\n7,7000000,0.125\n'.repeat(100_000) + BEHIND);
    let at = 0;
    let calls = 0;
    for (let taken = take(bytes, at, bytes.length); taken.rows > 0; taken = take(bytes, at, bytes.length)) {
      at = taken.end;
      calls++;
    }
    expect(at).toBe(bytes.length - BEHIND.length);
    expect(calls).toBeGreaterThan(200_000 / (1 << 14));
    const { length, score } = columns.finish();
    expect(length).toBe(200_000);
    expect(score.every((value, row) => value === (row % 2 === 0 ? 0.5 : 0.125))).toBe(true);
  });

  it('takes an id once it is told what it means', () => {
    const columns = new PairColumns();
    const reader = new PlainPairReader(table, columns);
    const bytes = Buffer.from(`7,99,0.5\n${BEHIND}`);
    expect(reader.reading(false)(bytes, 0, bytes.length).rows).toBe(0);
    reader.know(99, 2);
    expect(reader.reading(false)(bytes, 0, bytes.length).rows).toBe(1);
    expect([...columns.finish().right]).toEqual([2]);
  });
});
