import { crc32, deflateSync } from 'node:zlib';
import type { RgbImage } from '../rgb-image';

/** A smooth picture without any symmetry: JPEG keeps it well, and every orientation looks different. */
export function picture(width = 64, height = 48): RgbImage {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3;
      data[at] = (x / width) * 240;
      data[at + 1] = (y / height) * 240;
      data[at + 2] = 120 + 100 * Math.sin((x / width) * 3) * (1 - y / height);
    }
  }
  return { width, height, data };
}

export function greyPicture(width = 64, height = 48): RgbImage {
  const { data } = picture(width, height);
  return { width, height, data: data.map((_, at) => data[at - (at % 3)] ?? 0) };
}

/** Largest and mean absolute difference, in levels. */
export function difference(a: RgbImage, b: RgbImage): { max: number; mean: number } {
  expect([a.width, a.height]).toEqual([b.width, b.height]);
  let max = 0;
  let sum = 0;
  a.data.forEach((value, at) => {
    const off = Math.abs(value - (b.data[at] ?? NaN));
    max = Math.max(max, off);
    sum += off;
  });
  return { max, mean: sum / a.data.length };
}

/** The orientation tag alone, as TIFF. The directory may lie behind other data. */
export function orientationTiff(orientation: number, { bigEndian = false, gap = 0 } = {}): Buffer {
  const tiff = Buffer.alloc(8 + gap + 2 + 12 + 4);
  const write16 = (value: number, at: number) =>
    bigEndian ? tiff.writeUInt16BE(value, at) : tiff.writeUInt16LE(value, at);
  const write32 = (value: number, at: number) =>
    bigEndian ? tiff.writeUInt32BE(value, at) : tiff.writeUInt32LE(value, at);
  tiff.write(bigEndian ? 'MM' : 'II', 0, 'latin1');
  write16(42, 2);
  write32(8 + gap, 4);
  write16(1, 8 + gap);
  write16(0x0112, 10 + gap);
  write16(3, 12 + gap);
  write32(1, 14 + gap);
  write16(orientation, 18 + gap);
  return tiff;
}

export function jpegSegment(marker: number, payload: Uint8Array): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(payload.length + 2, 2);
  return Buffer.concat([head, payload]);
}

export function jpegWithExif(jpeg: Uint8Array, tiff: Uint8Array): Buffer {
  const exif = jpegSegment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]));
  return Buffer.concat([jpeg.subarray(0, 2), exif, jpeg.subarray(2)]);
}

export function pngChunk(name: string, payload: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), payload]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(payload.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** A PNG's signature and header: all that tells its size. */
export function pngHeader(width: number, height: number): Buffer {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), pngChunk('IHDR', header)]);
}

/** The chunk goes behind signature and IHDR: 8 + 25 bytes. */
export function pngWithExif(png: Uint8Array, tiff: Uint8Array): Buffer {
  return Buffer.concat([png.subarray(0, 33), pngChunk('eXIf', tiff), png.subarray(33)]);
}

/** Canvas writes extended WebP: a VP8X chunk, whose flags follow at byte 20, comes first. */
export function webpWithExif(webp: Uint8Array, tiff: Uint8Array): Buffer {
  const body = Buffer.concat([webp.subarray(8), riffChunk('EXIF', tiff)]);
  body[12] = (body[12] ?? 0) | 0x08; // has EXIF
  return riffChunk('RIFF', body);
}

function riffChunk(name: string, payload: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(payload.length, 4);
  return Buffer.concat([head, payload, Buffer.alloc(payload.length % 2)]);
}

/** A colour profile (ICC, version 2, matrix and gamma 2.2) whose red is sRGB's blue and whose blue is sRGB's red. */
export function swappedProfile(): Buffer {
  const xyz = (...values: number[]): Buffer => {
    const body = Buffer.alloc(20);
    body.write('XYZ ', 'latin1');
    values.forEach((value, at) => body.writeInt32BE(Math.round(value * 65536), 8 + 4 * at));
    return body;
  };
  const gamma = Buffer.alloc(16);
  gamma.write('curv', 'latin1');
  gamma.writeUInt32BE(1, 8);
  gamma.writeUInt16BE(Math.round(2.2 * 256), 12);
  const text = Buffer.concat([Buffer.from('text\0\0\0\0none\0', 'latin1'), Buffer.alloc(3)]);
  const tags: [string, Buffer][] = [
    ['cprt', text],
    ['wtpt', xyz(0.9642, 1, 0.8249)],
    ['rXYZ', xyz(0.1431, 0.0606, 0.7141)],
    ['gXYZ', xyz(0.3851, 0.7169, 0.0971)],
    ['bXYZ', xyz(0.4361, 0.2225, 0.0139)],
    ['rTRC', gamma],
    ['gTRC', gamma],
    ['bTRC', gamma],
  ];
  const head = Buffer.alloc(128 + 4 + 12 * tags.length);
  let end = head.length;
  head.writeUInt32BE(0x02100000, 8);
  head.write('mntrRGB XYZ ', 12, 'latin1');
  head.write('acsp', 36, 'latin1');
  xyz(0.9642, 1, 0.8249).copy(head, 68, 8);
  head.writeUInt32BE(tags.length, 128);
  tags.forEach(([name, body], n) => {
    head.write(name, 132 + 12 * n, 'latin1');
    head.writeUInt32BE(end, 136 + 12 * n);
    head.writeUInt32BE(body.length, 140 + 12 * n);
    end += body.length;
  });
  head.writeUInt32BE(end, 0);
  return Buffer.concat([head, ...tags.map(([, body]) => body)]);
}

/** The profile goes into APP2 segments, one or several. */
export function jpegWithProfile(jpeg: Uint8Array, profile: Uint8Array, segments = 1): Buffer {
  const length = Math.ceil(profile.length / segments);
  const parts = Array.from({ length: segments }, (_, n) =>
    jpegSegment(
      0xe2,
      Buffer.concat([
        Buffer.from('ICC_PROFILE\0', 'latin1'),
        Buffer.from([n + 1, segments]),
        profile.subarray(n * length, (n + 1) * length),
      ]),
    ),
  );
  return Buffer.concat([jpeg.subarray(0, 2), ...parts, jpeg.subarray(2)]);
}

/** The profile goes, deflated, into a chunk behind signature and IHDR. */
export function pngWithProfile(png: Uint8Array, profile: Uint8Array): Buffer {
  const chunk = pngChunk('iCCP', Buffer.concat([Buffer.from('swapped\0\0', 'latin1'), deflateSync(profile)]));
  return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);
}

/** The profile comes first behind VP8X. */
export function webpWithProfile(webp: Uint8Array, profile: Uint8Array): Buffer {
  const body = Buffer.concat([webp.subarray(8, 30), riffChunk('ICCP', profile), webp.subarray(30)]);
  body[12] = (body[12] ?? 0) | 0x20; // has a profile
  return riffChunk('RIFF', body);
}
