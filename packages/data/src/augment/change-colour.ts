import type { RgbImage } from '@fairface/image';

/** How the colours of an image are changed; 1, 1, 1 and 0 leave them as they are. */
export interface ColourChange {
  /** Factor of every value. */
  brightness: number;
  /** Factor of the distance from the mean grey of the image. */
  contrast: number;
  /** Factor of the distance from the grey of the pixel. */
  saturation: number;
  /** Turn of the hue in full turns. */
  hue: number;
}

/** Luma of ITU-R BT.601, and the matrices from RGB to YIQ and back. */
const LUMA = [0.299, 0.587, 0.114] as const;
const TO_YIQ = [LUMA, [0.595716, -0.274453, -0.321263], [0.211456, -0.522591, 0.311135]] as const;
const FROM_YIQ = [
  [1, 0.956296, 0.621024],
  [1, -0.272122, -0.647381],
  [1, -1.106989, 1.704615],
] as const;

/**
 * Changes brightness, contrast, saturation and hue, in this order. All four are linear in the pixel, so that they are one
 * 3 x 3 matrix and an offset; values are clipped once, at the end. The hue turns in the plane of I and Q, which keeps the luma.
 */
export function changeColour(image: RgbImage, { brightness, contrast, saturation, hue }: ColourChange): RgbImage {
  const { data } = image;
  const angle = 2 * Math.PI * hue;
  const chroma = [
    [1, 0, 0],
    [0, saturation * Math.cos(angle), -saturation * Math.sin(angle)],
    [0, saturation * Math.sin(angle), saturation * Math.cos(angle)],
  ];
  const matrix = multiply(FROM_YIQ, multiply(chroma, TO_YIQ)).map((row) => row.map((v) => v * brightness * contrast));
  // Grey keeps its place under saturation and hue: the offset is the same in all three channels.
  const offset = (1 - contrast) * brightness * meanGrey(data) + 0.5;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0] = matrix.flat();
  const changed = new Uint8ClampedArray(data.length);
  for (let at = 0; at < data.length; at += 3) {
    const red = data[at] as number;
    const green = data[at + 1] as number;
    const blue = data[at + 2] as number;
    changed[at] = Math.floor(a * red + b * green + c * blue + offset);
    changed[at + 1] = Math.floor(d * red + e * green + f * blue + offset);
    changed[at + 2] = Math.floor(g * red + h * green + i * blue + offset);
  }
  return { ...image, data: new Uint8Array(changed.buffer) };
}

function meanGrey(data: Uint8Array): number {
  let [red, green, blue] = [0, 0, 0];
  for (let at = 0; at < data.length; at += 3) {
    red += data[at] as number;
    green += data[at + 1] as number;
    blue += data[at + 2] as number;
  }
  return ((LUMA[0] * red + LUMA[1] * green + LUMA[2] * blue) * 3) / data.length;
}

function multiply(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number[][] {
  return a.map((row) => [0, 1, 2].map((n) => row.reduce((sum, value, k) => sum + value * (b[k]?.[n] ?? 0), 0)));
}
