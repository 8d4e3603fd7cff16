import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { InputError } from '@fairface/io';
import fc from 'fast-check';
import { fieldText, findColumn, readHeader } from './header';
import { type CsvRow, scanCsv } from './scan-csv';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'audit-'))));
afterAll(() => rm(folder, { recursive: true }));

async function rows(content: string | Uint8Array): Promise<{ fields: string[]; line: number }[]> {
  const path = join(folder, 'table.csv');
  await writeFile(path, content);
  const found: { fields: string[]; line: number }[] = [];
  await scan(path, (row) => {
    found.push({ fields: Array.from({ length: row.count }, (_, at) => fieldText(row, at)), line: row.line });
  });
  return found;
}

async function scan(path: string, onRow: (row: CsvRow) => void): Promise<void> {
  for await (const lines of scanCsv(path, onRow)) expect(lines).toBeGreaterThanOrEqual(0);
}

describe('scanCsv', () => {
  it('gives fields and line numbers, passing over empty lines', async () => {
    expect(await rows('a,b\n\n1,2\n,\n3')).toEqual([
      { fields: ['a', 'b'], line: 1 },
      { fields: ['1', '2'], line: 3 },
      { fields: ['', ''], line: 4 },
      { fields: ['3'], line: 5 },
    ]);
  });

  it('takes off a byte-order mark and Windows line ends, and opens gzip', async () => {
    const expected = [
      { fields: ['a', 'b'], line: 1 },
      { fields: ['1', '2'], line: 2 },
    ];
    expect(await rows('\uFEFFa,b\r\n1,2\r\n')).toEqual(expected);
    expect(await rows(gzipSync('\uFEFFa,b\r\n1,2\r\n'))).toEqual(expected);
  });

  it('reads quoted fields with commas, quotes and line ends in them', async () => {
    expect(await rows('"a,1","say ""hi"""\r\n"two\nlines",x\nlast,y\n')).toEqual([
      { fields: ['a,1', 'say "hi"'], line: 1 },
      { fields: ['two\nlines', 'x'], line: 2 },
      { fields: ['last', 'y'], line: 4 },
    ]);
  });

  it('gives back any table that was quoted by the rules, however the file is cut into chunks', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', ',', '"', '\n', ';', ' x'), maxLength: 6 });
    const table = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 });
    const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 0, max: 3000 }), async (cells, padding) => {
        const pad = ['x'.repeat(padding * 400), ''];
        const text = [pad, ...cells].map((row) => row.map(quote).join(',')).join('\r\n');
        const found = await rows(text);
        expect(found.slice(1).map(({ fields }) => fields)).toEqual(cells.map((row) => row.map((c) => c.trim())));
      }),
      { numRuns: 40 },
    );
  });

  it('tells where a quote was left open and where a line has no end', async () => {
    await expect(rows(`a,b\n"x,${'1\n'.repeat(10)}`)).rejects.toMatchObject({ code: 'open-quote', line: 2 });
    await expect(rows('x'.repeat(3_000_000))).rejects.toMatchObject({ code: 'line-too-long', line: 1 });
  });
});

describe('readHeader', () => {
  it.each([';', '\t', '|'])('refuses columns separated by %j', async (mark) => {
    const path = join(folder, 'header.csv');
    await writeFile(path, ['id1', 'id2', 'score'].join(mark));
    await expect(scan(path, (row) => void readHeader(path, row))).rejects.toThrow(InputError);
    await expect(scan(path, (row) => void readHeader(path, row))).rejects.toMatchObject({ code: 'wrong-delimiter' });
  });

  it('refuses a name given twice, but not two empty names', async () => {
    const path = join(folder, 'header.csv');
    await writeFile(path, ',,a,b,a');
    await expect(scan(path, (row) => void readHeader(path, row))).rejects.toMatchObject({
      code: 'duplicate-column',
    });
    await writeFile(path, ',,a,b');
    await expect(scan(path, (row) => void readHeader(path, row))).resolves.toBeUndefined();
  });

  it('finds a column under any of its names and in any case', () => {
    expect(findColumn(['x', 'SUBJECT_ID'], ['subject', 'subject_id'])).toBe(1);
    expect(findColumn(['x'], ['subject'])).toBe(-1);
  });
});
