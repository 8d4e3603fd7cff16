import fc from 'fast-check';
import { ByteInterner } from './byte-interner';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');

describe('ByteInterner', () => {
  it('numbers strings in the order of their first appearance, like a Map', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 4, unit: 'binary' }), { maxLength: 3000 }), (texts) => {
        const interner = new ByteInterner();
        const expected = new Map<string, number>();
        for (const text of texts) {
          const key = bytes(text).toString();
          const known = expected.get(key);
          expect(interner.find(bytes(text), 0, bytes(text).length)).toBe(known ?? -1);
          if (known === undefined) expected.set(key, expected.size);
          expect(interner.add(bytes(text), 0, bytes(text).length)).toBe(expected.get(key));
        }
        expect(interner.size).toBe(expected.size);
      }),
      { numRuns: 20 },
    );
  });

  it('keeps 100,000 ids apart and gives their text back', () => {
    const interner = new ByteInterner();
    for (let n = 0; n < 100_000; n++) {
      const id = bytes(`photos/é${n}.jpg`);
      expect(interner.add(id, 0, id.length)).toBe(n);
    }
    expect(interner.text(0)).toBe('photos/é0.jpg');
    expect(interner.text(99_999)).toBe('photos/é99999.jpg');
  });

  it('looks only at the range given', () => {
    const interner = new ByteInterner();
    const line = bytes('12,345,12');
    expect(interner.add(line, 0, 2)).toBe(0);
    expect(interner.add(line, 3, 6)).toBe(1);
    expect(interner.find(line, 7, 9)).toBe(0);
    expect(interner.find(line, 0, 1)).toBe(-1);
  });
});
