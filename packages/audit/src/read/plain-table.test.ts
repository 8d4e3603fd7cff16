import fc from 'fast-check';
import { type NameTable, PlainTable } from './plain-table';
import { unpackTexts } from './unpack-texts';

const table = (text: string): PlainTable | undefined => PlainTable.of(Buffer.from(text));
const field = fc.stringMatching(/^[ab ü\t]{0,3}$/);
const rows = fc.array(fc.tuple(field, field, field), { minLength: 1, maxLength: 60 });

/** Without the blanks that are bytes. */
const trimmed = (text: string): string => text.replace(/^[ \t]+|[ \t]+$/g, '');

it('numbers the texts of each column in the order in which they come', () => {
  fc.assert(
    fc.property(rows, fc.constantFrom('\n', '\r\n'), fc.boolean(), fc.boolean(), (all, end, ends, trim) => {
      const lines = [['x', 'y', 'z'], ...all].map((row) => row.join(','));
      const plain = table(lines.join(end) + (ends ? end : ''));
      expect(plain?.rows).toBe(all.length);
      for (const at of [0, 1, 2]) {
        const texts = all.map((row) => (trim ? trimmed(row[at] as string) : (row[at] as string)));
        const column = plain?.column(at, trim);
        if (trim && texts.includes('')) {
          expect(column).toBeUndefined();
          continue;
        }
        const distinct = [...new Set(texts)];
        expect(unpackTexts(column?.names.packed as NameTable['packed'])).toEqual(distinct);
        expect([...(column?.numbers ?? [])]).toEqual(texts.map((text) => distinct.indexOf(text)));
        for (const text of [...distinct, 'c', 'abab']) {
          const bytes = Buffer.from(`-${text}-`);
          expect(column?.names.find(bytes, 1, bytes.length - 1)).toBe(distinct.indexOf(text));
        }
      }
    }),
  );
});

it('knows its header, without a byte-order mark', () => {
  const { header } = table('\ufeffid,gender\r\n1,f\r\n') ?? {};
  const names = [0, 1].map((at) =>
    Buffer.from(header?.bytes ?? []).toString('utf8', header?.starts[at], header?.ends[at]),
  );
  expect([header?.count, ...names]).toEqual([2, 'id', 'gender']);
});

it.each([
  ['quotes', 'a,b\n1,"2"\n'],
  ['quotes in the header', '"a",b\n1,2\n'],
  ['a field too many', 'a,b\n1,2\n1,2,3\n'],
  ['a field too few', 'a,b\n1,2\n1\n'],
  ['an empty line', 'a,b\n1,2\n\n1,2\n'],
  ['no rows', 'a,b\n'],
  ['no line end', 'a,b'],
  ['nothing', ''],
])('leaves a table with %s to others', (_, text) => {
  expect(table(text)).toBeUndefined();
});
