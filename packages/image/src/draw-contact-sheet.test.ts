import { decodeImage } from './decode-image';
import { drawContactSheet } from './draw-contact-sheet';
import type { RgbImage } from './rgb-image';

function plain(width: number, height: number, colour: [number, number, number]): RgbImage {
  return { width, height, data: Uint8Array.from({ length: width * height * 3 }, (_, n) => colour[n % 3] as number) };
}

function pixel({ width, data }: RgbImage, x: number, y: number): number[] {
  return [...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)];
}

describe('drawContactSheet', () => {
  it('places rows below each other and scales each picture to the height of its row', async () => {
    const sheet = await decodeImage(
      await drawContactSheet([
        { height: 40, tiles: [{ image: plain(20, 20, [200, 0, 0]) }, { image: plain(40, 20, [0, 0, 200]) }] },
        { height: 20, heading: 'second', tiles: [{ image: plain(20, 20, [0, 90, 0]), caption: 'green' }] },
      ]),
    );
    // 12 + 40 + 12 + 80 + 12 wide; 12 + (40 + 12) + (20 heading + 20 + 20 caption + 12) high.
    expect([sheet.width, sheet.height]).toEqual([156, 136]);
    expect(pixel(sheet, 30, 30)).toEqual([200, 0, 0]);
    expect(pixel(sheet, 100, 30)).toEqual([0, 0, 200]);
    expect(pixel(sheet, 20, 95)).toEqual([0, 90, 0]);
    expect(pixel(sheet, 154, 134)).toEqual([255, 255, 255]);
  });

  it('marks points and boxes where they lie', async () => {
    const image = plain(100, 100, [0, 0, 0]);
    const tile = { image, points: [{ x: 50, y: 20 }], boxes: [{ x: 10, y: 60, width: 50, height: 30 }] };
    const sheet = await decodeImage(await drawContactSheet([{ height: 100, tiles: [tile] }]));
    expect(pixel(sheet, 12 + 50, 12 + 20)).toEqual([0, 230, 118]);
    expect(pixel(sheet, 12 + 30, 12 + 60)).toEqual([255, 179, 0]);
    expect(pixel(sheet, 12 + 30, 12 + 75)).toEqual([0, 0, 0]);
  });

  it('asks for at least one row', async () => {
    await expect(drawContactSheet([])).rejects.toThrow('expected at least one row; found none');
  });
});
