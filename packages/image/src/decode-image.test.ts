import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas, ImageData } from '@napi-rs/canvas';
import fc from 'fast-check';
import { decodeImage, decodeImageWith } from './decode-image';
import { encodeJpeg } from './encode-jpeg';
import { encodePng } from './encode-png';
import { jpegTurbo } from './jpeg-turbo';
import { orientImage } from './orient-image';
import type { RgbImage } from './rgb-image';
import {
  difference,
  greyPicture,
  jpegSegment,
  jpegWithExif,
  jpegWithProfile,
  orientationTiff,
  picture,
  pngHeader,
  pngWithExif,
  pngWithProfile,
  swappedProfile,
  webpWithExif,
  webpWithProfile,
} from './testing/pictures';

/** The orientation that undoes each: a quarter turn is undone by the opposite one. */
const UNDONE_BY = [1, 2, 3, 4, 5, 8, 7, 6] as const;
const ORIENTATIONS = [1, 2, 3, 4, 5, 6, 7, 8] as const;
const stored = (upright: RgbImage, orientation: number) => orientImage(upright, UNDONE_BY[orientation - 1] ?? 1);

const fixture = (name: string) => readFileSync(join(__dirname, 'fixtures', name));

function webp({ width, height, data }: RgbImage): Buffer {
  const canvas = createCanvas(width, height);
  const rgba = new Uint8ClampedArray(width * height * 4).map((_, at) =>
    at % 4 === 3 ? 255 : (data[Math.floor(at / 4) * 3 + (at % 4)] ?? 0),
  );
  canvas.getContext('2d').putImageData(new ImageData(rgba, width, height), 0, 0);
  return canvas.encodeSync('webp', 100);
}

describe('with libjpeg-turbo', () => {
  it('is there on this platform', () => expect(jpegTurbo).toBeDefined());
});

describe.each([
  ['libjpeg-turbo', jpegTurbo],
  ['canvas alone', undefined],
])('decodeImage, JPEG by %s', (_, turbo) => {
  const decode = (bytes: Uint8Array) => decodeImageWith(turbo, bytes);

  it.each(ORIENTATIONS)('turns a JPEG of orientation %i upright', async (orientation) => {
    const upright = picture();
    const jpeg = await encodeJpeg(stored(upright, orientation), { quality: 100, chroma: '4:4:4' });
    for (const options of [{}, { bigEndian: true }, { gap: 6 }]) {
      const { max } = difference(await decode(jpegWithExif(jpeg, orientationTiff(orientation, options))), upright);
      expect(max).toBeLessThanOrEqual(6);
    }
  });

  it.each(ORIENTATIONS)('turns PNG and WebP of orientation %i upright, exactly', async (orientation) => {
    const upright = picture();
    const image = stored(upright, orientation);
    const tiff = orientationTiff(orientation);
    expect(difference(await decode(pngWithExif(await encodePng(image), tiff)), upright).max).toBe(0);
    expect(difference(await decode(webpWithExif(webp(image), tiff)), upright).max).toBe(0);
  });

  it.each([0, 9, 65535])('takes the undefined orientation %i as upright', async (orientation) => {
    const jpeg = jpegWithExif(await encodeJpeg(picture()), orientationTiff(orientation));
    expect(difference(await decode(jpeg), await decode(await encodeJpeg(picture()))).max).toBe(0);
  });

  it('takes metadata that cannot be read as none', async () => {
    const jpeg = jpegWithExif(await encodeJpeg(picture()), Buffer.from('no TIFF at all'));
    expect(difference(await decode(jpeg), picture()).mean).toBeLessThan(2);
  });

  it('finds the orientation behind other metadata', async () => {
    const image = stored(picture(), 6);
    const jpeg = jpegWithExif(await encodeJpeg(image, { quality: 100 }), orientationTiff(6));
    const xmp = jpegSegment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>'));
    const decoded = await decode(Buffer.concat([jpeg.subarray(0, 2), xmp, jpeg.subarray(2)]));
    expect(difference(decoded, picture()).mean).toBeLessThan(2);
  });

  it('ignores the colour profile of a JPEG, in one segment or in two', async () => {
    const jpeg = await encodeJpeg(picture());
    const plain = await decode(jpeg);
    expect(difference(await decode(jpegWithProfile(jpeg, swappedProfile())), plain).max).toBe(0);
    expect(difference(await decode(jpegWithProfile(jpeg, swappedProfile(), 2)), plain).max).toBe(0);
  });

  it('ignores the colour profile of a CMYK JPEG', async () => {
    const cmyk = fixture('cmyk.jpg');
    expect(difference(await decode(jpegWithProfile(cmyk, swappedProfile())), await decode(cmyk)).max).toBe(0);
  });

  it('applies the colour profile of PNG and WebP: red becomes blue', async () => {
    const { width, height, data } = picture();
    // Pure gamma 2.2 and the curve of sRGB are a few levels apart, in dark colours.
    const swapped = { width, height, data: data.map((_, at) => data[at + 2 - 2 * (at % 3)] ?? 0) };
    const profile = swappedProfile();
    expect(difference(await decode(pngWithProfile(await encodePng(picture()), profile)), swapped).max).toBeLessThan(12);
    expect(difference(await decode(webpWithProfile(webp(picture()), profile)), swapped).max).toBeLessThan(12);
  });

  it('gives equal channels for a grey JPEG, those of the colour image', async () => {
    const grey = await decode(fixture('grey.jpg'));
    expect(grey.data.every((value, at) => value === grey.data[at - (at % 3)])).toBe(true);
    expect(difference(grey, greyPicture()).max).toBeLessThanOrEqual(4);
  });

  it('reads a progressive JPEG', async () => {
    expect(difference(await decode(fixture('progressive.jpg')), picture()).mean).toBeLessThan(1.5);
  });

  it('converts a CMYK JPEG as Pillow does', async () => {
    const pillow = await decode(fixture('cmyk-by-pillow.png'));
    const { max, mean } = difference(await decode(fixture('cmyk.jpg')), pillow);
    expect(mean).toBeLessThan(0.5);
    expect(max).toBeLessThanOrEqual(8);
  });

  it.each(['grey.png', 'palette.png', 'grey16.png'])('reads %s', async (name) => {
    expect(difference(await decode(fixture(name)), greyPicture()).max).toBeLessThanOrEqual(1);
  });

  it('lays transparent pixels over black', async () => {
    const canvas = createCanvas(2, 1);
    const rgba = Uint8ClampedArray.of(200, 100, 50, 0, 200, 100, 50, 255);
    canvas.getContext('2d').putImageData(new ImageData(rgba, 2, 1), 0, 0);
    for (const bytes of [canvas.encodeSync('png'), canvas.encodeSync('webp', 100)]) {
      expect([...(await decode(bytes)).data]).toEqual([0, 0, 0, 200, 100, 50]);
    }
  });

  it('never shows a piece of an earlier image', async () => {
    await decode(await encodePng(picture(64, 48)));
    const canvas = createCanvas(64, 48); // all transparent
    expect((await decode(canvas.encodeSync('png'))).data.every((value) => value === 0)).toBe(true);
  });

  it('refuses each of them where its end is missing', async () => {
    for (const whole of [await encodeJpeg(picture()), await encodePng(picture()), webp(picture())]) {
      for (const share of [0.5, 0.9]) {
        const part = whole.subarray(0, Math.floor(whole.length * share));
        await expect(decode(part)).rejects.toMatchObject({ name: 'ImageError', code: 'truncated' });
      }
    }
  });

  it('is not deceived by the end of a thumbnail', async () => {
    const jpeg = jpegWithExif(
      await encodeJpeg(picture()),
      Buffer.concat([orientationTiff(1), Buffer.from([0xff, 0xd9])]),
    );
    await expect(decode(jpeg.subarray(0, -200))).rejects.toMatchObject({ code: 'truncated' });
  });

  it('decodes many at once, each into its own memory', async () => {
    const sizes = [40, 60, 80, 100, 60, 40];
    const images = await Promise.all(sizes.map(async (size) => decode(await encodePng(picture(size, 30)))));
    images.forEach((image, at) => expect(difference(image, picture(sizes[at], 30)).max).toBe(0));
  });
});

describe('decodeImage', () => {
  it('refuses by the header alone what has too many pixels', async () => {
    await expect(decodeImage(pngHeader(20_000, 20_000))).rejects.toMatchObject({
      code: 'too-many-pixels',
      message: 'expected at most 100000000 pixels; found 20000 x 20000. Shrink the image or raise maxPixels',
    });
    const jpeg = await encodeJpeg(picture());
    await expect(decodeImage(jpeg, { maxPixels: 64 * 48 - 1 })).rejects.toMatchObject({ code: 'too-many-pixels' });
    expect((await decodeImage(jpeg, { maxPixels: 64 * 48 })).width).toBe(64);
  });

  it('refuses what has too many bytes or none', async () => {
    const jpeg = await encodeJpeg(picture());
    await expect(decodeImage(jpeg, { maxBytes: jpeg.length - 1 })).rejects.toMatchObject({ code: 'file-too-large' });
    await expect(decodeImage(new Uint8Array(0))).rejects.toMatchObject({ code: 'empty-file' });
  });

  it.each([
    ['text', Buffer.from('this is a text renamed to .jpg'), 'not-an-image'],
    ['two bytes', Buffer.from([1, 2]), 'not-an-image'],
    ['a GIF', Buffer.from('GIF89a\x01\0\x01\0\0\0\0;', 'latin1'), 'unsupported'],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'), 'unsupported'],
    ['the start of a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'truncated'],
    ['a JPEG of no segments', Buffer.from([0xff, 0xd8, 1, 2, 3, 4, 5]), 'damaged'],
    [
      'a JPEG of 12 bits',
      Buffer.concat([Buffer.from([0xff, 0xd8]), jpegSegment(0xc1, Buffer.from([12, 0, 9, 0, 9, 3]))]),
      'unsupported',
    ],
    [
      'a PNG without pixels',
      Buffer.concat([pngHeader(9, 9), Buffer.from('\0\0\0\0IEND\xae\x42\x60\x82', 'latin1')]),
      'damaged',
    ],
  ])('refuses %s', async (_, bytes, code) => {
    await expect(decodeImage(bytes)).rejects.toMatchObject({ name: 'ImageError', code });
  });

  it('refuses a JPEG whose scan is damaged', async () => {
    const jpeg = await encodeJpeg(picture());
    const scan = Buffer.from(jpeg).indexOf(Buffer.from([0xff, 0xda])) + 14;
    const damaged = Buffer.from(jpeg).fill(0xa5, scan + 40, scan + 140);
    await expect(decodeImage(damaged)).rejects.toMatchObject({ code: 'damaged' });
  });

  it('decodes into memory that is given, where it fits', async () => {
    const jpeg = await encodeJpeg(picture());
    const into = new Uint8Array(64 * 48 * 3 + 5);
    const first = await decodeImage(jpeg, { into });
    expect(first.data.buffer).toBe(into.buffer);
    expect(first.data.length).toBe(64 * 48 * 3);
    const small = await decodeImage(jpeg, { into: new Uint8Array(10) });
    expect(difference(small, first).max).toBe(0);
  });

  it('gives an image or an ImageError for any bytes', async () => {
    const starts = [
      [],
      [0xff, 0xd8],
      [0xff, 0xd8, 0xff, 0xda],
      [...pngHeader(3, 3)],
      [...Buffer.from('RIFF\x20\0\0\0WEBPVP8L')],
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 80 }), async (start, rest) => {
        const outcome = await decodeImage(Uint8Array.from([...start, ...rest])).catch((error: Error) => error.name);
        return typeof outcome === 'object' || outcome === 'ImageError';
      }),
    );
  });
});
