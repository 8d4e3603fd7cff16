import fc from 'fast-check';
import { readPairFields } from './read-pair-fields';

function read(row: string): [first: string, second: string, row: string] | undefined {
  const bytes = Buffer.from(`x${row}\n,y`);
  const fields = { first: 0, firstEnd: 0, second: 0, secondEnd: 0, rowEnd: 0 };
  if (!readPairFields(bytes, 1, bytes.length - 3, fields)) return undefined;
  const { first, firstEnd, second, secondEnd, rowEnd } = fields;
  return [
    bytes.toString('utf8', first, firstEnd),
    bytes.toString('utf8', second, secondEnd),
    bytes.toString('utf8', 1, rowEnd),
  ];
}

describe('readPairFields', () => {
  it.each([
    ['1,2,0.5', ['1', '2', '1,2']],
    ['1,2', ['1', '2', '1,2']],
    ['1,2,', ['1', '2', '1,2']],
    [' 1 ,\t2 , 0.5', ['1', '2', ' 1 ,\t2 ']],
    ['"a b.jpg","c,d.jpg",0.5', ['a b.jpg', 'c,d.jpg', '"a b.jpg","c,d.jpg"']],
    ['a,b,c,d,e', ['a', 'b', 'a,b']],
  ])('reads %s', (row, expected) => {
    expect(read(row)).toEqual(expected);
  });

  it.each(['1', '', ',', '1,', ',2', '"a,b"', ' , ', '"",2'])('finds no two columns in %p', (row) => {
    expect(read(row)).toBeUndefined();
  });

  it('gives back every two ids that are written in quotes', () => {
    const id = fc.stringMatching(/^[^"\r\n]*[^"\s][^"\r\n]*$/);
    fc.assert(
      fc.property(id, id, fc.string(), (first, second, rest) => {
        expect(read(`"${first}","${second}",${rest}`)?.slice(0, 2)).toEqual([first, second]);
      }),
    );
  });
});
