import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { readTable, type TableRow } from './read-table';
import { temporaryFolder } from './testing/temporary-folder';

const path = join(temporaryFolder(), 'table.csv');

async function rows(content: string | Uint8Array, columns: string[] = []): Promise<TableRow[]> {
  writeFileSync(path, content);
  const found: TableRow[] = [];
  for await (const row of readTable(path, { columns })) found.push(row);
  return found;
}

describe('readTable', () => {
  it('gives back any cells', async () => {
    const cell = fc.string({ unit: 'grapheme', minLength: 1 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell)), fc.boolean(), async (cells, zip) => {
        const text = stringify([['a', 'b'], ...cells], { quoted: true });
        const found = await rows(zip ? gzipSync(text) : text);
        expect(found.map(({ row }) => [row['a'], row['b']])).toEqual(cells);
      }),
      { numRuns: 60 },
    );
  });

  it('counts lines, with a byte-order mark and Windows line ends', async () => {
    expect(await rows('\uFEFFa,b\r\n1,2\r\n\r\n"3\n4",5\r\n')).toEqual([
      { line: 2, row: { a: '1', b: '2' } },
      { line: 5, row: { a: '3\n4', b: '5' } },
    ]);
  });

  it.each([
    ['another delimiter', 'a;b\n1;2', 'wrong-delimiter', ':1: the columns are separated by ";"'],
    ['tabs', 'a\tb\n1\t2', 'wrong-delimiter', 'separated by tabs'],
    ['a missing column', 'a,c\n1,2', 'missing-column', 'lacks "b"; expected the columns a, b; found a,c'],
    ['a column twice', 'a,b,a\n1,2,3', 'duplicate-column', 'names "a" twice'],
    ['a short row', 'a,b\n1,2\n3', 'malformed-row', ':3: '],
    ['an open quote', 'a,b\n1,"2\n', 'malformed-row', 'Quote Not Closed'],
  ])('names %s', async (_, content, code, message) => {
    const error: unknown = await rows(content, ['a', 'b']).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) as string });
  });
});
