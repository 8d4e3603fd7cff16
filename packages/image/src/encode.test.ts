import { decodeImage } from './decode-image';
import { encodeJpeg, encodeJpegWith } from './encode-jpeg';
import { encodePng } from './encode-png';
import { jpegTurbo } from './jpeg-turbo';
import { difference, picture } from './testing/pictures';

describe('encodePng', () => {
  it('keeps every pixel', async () => {
    expect(difference(await decodeImage(await encodePng(picture())), picture()).max).toBe(0);
  });
});

describe.each([
  ['libjpeg-turbo', jpegTurbo],
  ['canvas', undefined],
])('encodeJpeg by %s', (_, turbo) => {
  it('stays close to the pixels at the default quality', async () => {
    const jpeg = await encodeJpegWith(turbo, picture());
    expect(difference(await decodeImage(jpeg), picture()).mean).toBeLessThan(1.5);
  });

  it('takes fewer bytes and loses more at a lower quality', async () => {
    const [low, high] = [
      await encodeJpegWith(turbo, picture(), { quality: 20 }),
      await encodeJpegWith(turbo, picture()),
    ];
    expect(low.length).toBeLessThan(high.length);
    expect(difference(await decodeImage(low), picture()).mean).toBeGreaterThan(
      difference(await decodeImage(high), picture()).mean,
    );
  });

  it.each([0, 101, NaN])('refuses the quality %p', async (quality) => {
    await expect(encodeJpegWith(turbo, picture(), { quality })).rejects.toThrow('from 1 to 100');
  });
});

describe('encodeJpeg', () => {
  it('keeps colour edges better in 4:4:4', async () => {
    const data = new Uint8Array(64 * 64 * 3).map((_, at) => (Math.floor(at / 3) % 2 === at % 3 ? 255 : 0));
    const image = { width: 64, height: 64, data };
    const loss = async (chroma: '4:2:0' | '4:4:4') =>
      difference(await decodeImage(await encodeJpeg(image, { chroma })), image).mean;
    expect(await loss('4:4:4')).toBeLessThan((await loss('4:2:0')) / 2);
  });
});
