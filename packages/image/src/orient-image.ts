import type { RgbImage } from './rgb-image';

/**
 * Turns an image upright.
 *
 * @param orientation value of the EXIF tag 0x0112, 1 to 8 (CIPA DC-008, 4.6.4): which way the stored rows and columns
 * run. 1, and every value that is none of these, leaves the image as it is.
 */
export function orientImage(image: RgbImage, orientation: number): RgbImage {
  const { width, height, data } = image;
  const right = 3;
  const down = width * 3;
  const last = { column: (width - 1) * right, row: (height - 1) * down };
  /** Offset of the stored pixel shown top left, and the steps in the stored data to the right and down from there. */
  const walk = (
    {
      2: [last.column, -right, down],
      3: [last.row + last.column, -right, -down],
      4: [last.row, right, -down],
      5: [0, down, right],
      6: [last.row, -down, right],
      7: [last.row + last.column, -down, -right],
      8: [last.column, down, -right],
    } as Record<number, [start: number, across: number, along: number]>
  )[orientation];
  if (walk === undefined) return image;
  const [start, across, along] = walk;
  const turned = orientation > 4;
  const upright = {
    width: turned ? height : width,
    height: turned ? width : height,
    data: new Uint8Array(data.length),
  };
  let to = 0;
  for (let y = 0; y < upright.height; y++) {
    let from = start + y * along;
    for (let x = 0; x < upright.width; x++, from += across) {
      upright.data[to++] = data[from] as number;
      upright.data[to++] = data[from + 1] as number;
      upright.data[to++] = data[from + 2] as number;
    }
  }
  return upright;
}
