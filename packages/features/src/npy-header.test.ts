import { formatNpyHeader, parseNpyHeader } from './npy-header';

describe('the header of a .npy file', () => {
  it('is what NumPy writes, but for more padding', () => {
    const header = formatNpyHeader(3, 512);
    expect(header).toHaveLength(128);
    expect(header.toString('latin1')).toBe(
      `\x93NUMPY\x01\x00v\x00${"{'descr': '<f4', 'fortran_order': False, 'shape': (3, 512), }".padEnd(117)}\n`,
    );
  });

  it.each([
    [0, 1],
    [20000, 512],
    [2 ** 53 - 1, 2048],
  ])('keeps its length for %d rows of %d values', (rows, dimension) => {
    const header = formatNpyHeader(rows, dimension);
    expect(header).toHaveLength(128);
    expect(parseNpyHeader('a.npy', header)).toEqual({ rows, dimension, offset: 128 });
  });

  it('reads version 2 headers', () => {
    const text = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }\n";
    const header = Buffer.concat([Buffer.from('\x93NUMPY\x02\x00', 'latin1'), Buffer.alloc(4), Buffer.from(text)]);
    header.writeUInt32LE(text.length, 8);
    expect(parseNpyHeader('a.npy', header)).toEqual({ rows: 2, dimension: 3, offset: 12 + text.length });
  });

  it.each([
    ["'<f8'", 'False', '(2, 3)'],
    ["'<f4'", 'True', '(2, 3)'],
    ["'<f4'", 'False', '(6,)'],
  ])('refuses descr %s, fortran_order %s, shape %s', (descr, order, shape) => {
    const header = formatNpyHeader(0, 0);
    header.write(`{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }`.padEnd(117), 10);
    expect(() => parseNpyHeader('a.npy', header)).toThrow(
      expect.objectContaining({ code: 'unsupported-npy', file: 'a.npy' }),
    );
  });

  it('refuses other files', () => {
    expect(() => parseNpyHeader('a.npy', Buffer.from('images/1.jpg 0.1 0.2'))).toThrow(
      expect.objectContaining({ code: 'not-npy' }),
    );
  });
});
