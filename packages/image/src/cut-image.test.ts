import { cutImage } from './cut-image';
import { picture } from './testing/pictures';

describe('cutImage', () => {
  it('copies a rectangle', () => {
    const image = picture(10, 8);
    const cut = cutImage(image, { x: 3, y: 2, width: 4, height: 5 });
    expect([cut.width, cut.height]).toEqual([4, 5]);
    for (const [x, y] of [
      [0, 0],
      [3, 4],
      [1, 3],
    ] as const) {
      const from = ((y + 2) * 10 + x + 3) * 3;
      const to = (y * 4 + x) * 3;
      expect([...cut.data.subarray(to, to + 3)]).toEqual([...image.data.subarray(from, from + 3)]);
    }
  });

  it('gives memory of its own', () => {
    const image = picture(4, 4);
    cutImage(image, { x: 0, y: 0, width: 4, height: 4 }).data.fill(7);
    expect(image.data).toEqual(picture(4, 4).data);
  });

  it.each([
    { x: -1, y: 0, width: 2, height: 2 },
    { x: 0, y: 0, width: 0, height: 2 },
    { x: 9, y: 0, width: 2, height: 2 },
    { x: 0, y: 7, width: 2, height: 2 },
    { x: 0.5, y: 0, width: 2, height: 2 },
    { x: NaN, y: 0, width: 2, height: 2 },
  ])('refuses %j', (rectangle) => {
    expect(() => cutImage(picture(10, 8), rectangle)).toThrow('inside 10 x 8');
  });
});
