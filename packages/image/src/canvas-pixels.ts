import type { Canvas } from '@napi-rs/canvas';
import { loadCanvas } from './load-canvas';
import type { RgbImage } from './rgb-image';
import { stripProfile } from './strip-profile';

/** A canvas larger than this is not kept for the next image. */
const KEPT_PIXELS = 4_000_000;

/** Canvas retains memory for every canvas made, so that each thread has one; it is used without a pause in between. */
let shared: Canvas | undefined;

/**
 * Decodes with canvas; transparent pixels are laid over black. JPEG and WebP come out upright, PNG as stored. Canvas applies
 * colour profiles; that of a JPEG is left out, as libjpeg-turbo ignores it.
 */
export async function decodeWithCanvas(bytes: Uint8Array): Promise<RgbImage> {
  const image = await loadCanvas().loadImage(stripProfile(bytes));
  const { width, height } = image;
  return withCanvas(width, height, (canvas) => {
    const context = canvas.getContext('2d');
    context.fillStyle = 'black';
    context.fillRect(0, 0, width, height);
    context.drawImage(image, 0, 0);
    const rgba = context.getImageData(0, 0, width, height).data;
    const data = new Uint8Array(width * height * 3);
    for (let from = 0, to = 0; to < data.length; from += 4) {
      data[to++] = rgba[from] as number;
      data[to++] = rgba[from + 1] as number;
      data[to++] = rgba[from + 2] as number;
    }
    return { width, height, data };
  });
}

/** Encodes with canvas; `quality` is that of JPEG, 1 to 100. */
export function encodeWithCanvas(image: RgbImage, format: 'png' | 'jpeg', quality?: number): Uint8Array {
  const { width, height, data } = image;
  return withCanvas(width, height, (canvas) => {
    const context = canvas.getContext('2d');
    const pixels = context.createImageData(width, height);
    for (let from = 0, to = 0; from < data.length; to += 4) {
      pixels.data[to] = data[from++] as number;
      pixels.data[to + 1] = data[from++] as number;
      pixels.data[to + 2] = data[from++] as number;
      pixels.data[to + 3] = 255;
    }
    context.putImageData(pixels, 0, 0);
    return format === 'png' ? canvas.encodeSync('png') : canvas.encodeSync('jpeg', quality);
  });
}

function withCanvas<T>(width: number, height: number, use: (canvas: Canvas) => T): T {
  shared ??= loadCanvas().createCanvas(width, height);
  if (shared.width !== width || shared.height !== height) {
    shared.width = width;
    shared.height = height;
  }
  try {
    return use(shared);
  } finally {
    if (width * height > KEPT_PIXELS) shared = undefined;
  }
}
