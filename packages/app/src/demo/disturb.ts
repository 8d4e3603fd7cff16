import { warpFace } from '@fairface/crop';
import { decodeImage, encodeJpeg, type RgbImage } from '@fairface/image';

/** What may happen to the photograph of a face, each strong enough to be seen. */
export const disturbances: Record<string, (crop: RgbImage) => RgbImage | Promise<RgbImage>> = {
  blur: (crop) => blur(crop, 3),
  dark: (crop) => ({ ...crop, data: crop.data.map((value) => value * 0.35) }),
  jpeg: async (crop) => decodeImage(await encodeJpeg(crop, { quality: 6 })),
  turned: (crop) => turn(crop, 8),
};

/** Gaussian blur with a standard deviation in pixels; the edge is repeated. */
export function blur(image: RgbImage, deviation: number): RgbImage {
  const reach = Math.ceil(3 * deviation);
  const weights = Float64Array.from({ length: 2 * reach + 1 }, (_, n) =>
    Math.exp(-((n - reach) ** 2) / (2 * deviation ** 2)),
  );
  const across = blurLines(image, weights, {
    lines: image.height,
    length: image.width,
    step: 3,
    stride: image.width * 3,
  });
  return blurLines(across, weights, { lines: image.width, length: image.height, step: image.width * 3, stride: 3 });
}

/** Rotation about the centre by an angle in degrees, clockwise; what comes from outside is black. */
export function turn(image: RgbImage, degrees: number): RgbImage {
  const angle = (degrees * Math.PI) / 180;
  const [a, b, centre] = [Math.cos(angle), Math.sin(angle), (image.width - 1) / 2];
  return warpFace(
    image,
    { a, b, tx: centre - a * centre + b * centre, ty: centre - b * centre - a * centre },
    image.width,
  );
}

/** Where the lines of an image lie in its data: rows or columns. */
interface Lines {
  lines: number;
  length: number;
  /** Bytes from a pixel of a line to the next. */
  step: number;
  /** Bytes from a line to the next. */
  stride: number;
}

function blurLines(image: RgbImage, weights: Float64Array, { lines, length, step, stride }: Lines): RgbImage {
  const reach = (weights.length - 1) / 2;
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const data = new Uint8Array(image.data.length);
  for (let line = 0; line < lines; line += 1) {
    for (let at = 0; at < length; at += 1) {
      for (let channel = 0; channel < 3; channel += 1) {
        const base = line * stride + channel;
        let value = 0;
        for (let k = -reach; k <= reach; k += 1) {
          const near = Math.min(length - 1, Math.max(0, at + k));
          value += (weights[k + reach] ?? 0) * (image.data[base + near * step] ?? 0);
        }
        data[base + at * step] = Math.round(value / sum);
      }
    }
  }
  return { ...image, data };
}
