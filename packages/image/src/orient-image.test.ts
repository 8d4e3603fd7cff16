import { mirrorImage } from './mirror-image';
import { orientImage } from './orient-image';
import type { RgbImage } from './rgb-image';

/** Letters as pixels: `['ab', 'cd']`. */
const letters = (rows: string[]): RgbImage => ({
  width: rows[0]?.length ?? 0,
  height: rows.length,
  data: Uint8Array.from(rows.join('').split(''), (letter) => letter.charCodeAt(0)).reduce(
    (data, code, at) => (data.fill(code, at * 3, at * 3 + 3), data),
    new Uint8Array(rows.join('').length * 3),
  ),
});
const text = ({ width, data }: RgbImage) =>
  String.fromCharCode(...data.filter((_, at) => at % 3 === 0)).match(new RegExp(`.{${width}}`, 'g'));

describe('orientImage', () => {
  // What the standard says of each: where the stored first row and first column are in the upright picture.
  it.each([
    [1, ['abc', 'def']],
    [2, ['cba', 'fed']], // top, right
    [3, ['fed', 'cba']], // bottom, right
    [4, ['def', 'abc']], // bottom, left
    [5, ['ad', 'be', 'cf']], // left, top
    [6, ['da', 'eb', 'fc']], // right, top
    [7, ['fc', 'eb', 'da']], // right, bottom
    [8, ['cf', 'be', 'ad']], // left, bottom
    [0, ['abc', 'def']],
    [9, ['abc', 'def']],
  ])('turns orientation %i', (orientation, upright) => {
    expect(text(orientImage(letters(['abc', 'def']), orientation))).toEqual(upright);
  });
});

describe('mirrorImage', () => {
  it('exchanges left and right and leaves its input alone', () => {
    const image = letters(['abc', 'def']);
    expect(text(mirrorImage(image))).toEqual(['cba', 'fed']);
    expect(text(mirrorImage(mirrorImage(image)))).toEqual(text(image));
  });

  it('keeps the order of red, green and blue', () => {
    expect([...mirrorImage({ width: 2, height: 1, data: Uint8Array.of(1, 2, 3, 4, 5, 6) }).data]).toEqual([
      4, 5, 6, 1, 2, 3,
    ]);
  });
});
