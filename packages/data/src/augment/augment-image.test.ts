import { createHash } from 'node:crypto';
import { mirrorImage, resizeImage, type RgbImage } from '@fairface/image';
import { seededRandom } from '@fairface/io';
import { unevenImage } from '../testing/face-folder';
import { augmentImage, type Place } from './augment-image';
import { type AugmentationOptions, augmentationSchema, resolveAugmentation } from './augmentation';
import { blurFully, blurImage } from './blur-image';
import { changeColour } from './change-colour';
import { compressImage } from './compress-image';
import { cutInput } from './cut-input';
import { cutOut } from './cut-out';
import { lowerResolution } from './lower-resolution';
import { prepareImage } from '../../../features/src/prepare-image';

const image = unevenImage(64);
const preprocessing = {
  template: 'test',
  templateSize: 64,
  cut: { x: 2, y: 2, width: 60, height: 60 },
  inputSize: 56,
  channelOrder: 'rgb',
} as const;
const place: Place = { seed: 1, step: 0, branch: 'a', slot: 0 };

const augment = (options: AugmentationOptions, at: Partial<Place> = {}) =>
  augmentImage(image, preprocessing, resolveAugmentation(options), { ...place, ...at });
const flat = (r: number, g: number, b: number, side = 8): RgbImage => ({
  width: side,
  height: side,
  data: Uint8Array.from({ length: side * side * 3 }, (_, at) => [r, g, b][at % 3] ?? 0),
});
const hash = ({ data }: RgbImage): string => createHash('sha256').update(data).digest('hex');
const apart = (a: RgbImage, b: RgbImage): number =>
  a.data.reduce((sum, value, at) => sum + Math.abs(value - (b.data[at] ?? NaN)), 0) / a.data.length;
const pixel = ({ data, width }: RgbImage, x: number, y: number): number[] => [
  ...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3),
];

describe('augmentImage', () => {
  it('gives with the preset none what inference sees', async () => {
    const { data } = await augment('none');
    expect(Buffer.from(data).equals(prepareImage(image, preprocessing).subarray(0, data.length))).toBe(true);
  });

  it.each<[string, AugmentationOptions]>([
    ['flip', { preset: 'none', flip: 1 }],
    ['crop', { preset: 'none', crop: { probability: 1 } }],
    ['colour', { preset: 'none', colour: { probability: 1 } }],
    ['lowResolution', { preset: 'none', lowResolution: { probability: 1, size: [0.3, 0.6] } }],
    ['blur', { preset: 'none', blur: { probability: 1, sigma: [1, 4] } }],
    ['jpeg', { preset: 'none', jpeg: { probability: 1 } }],
    ['cutout', { preset: 'none', cutout: { probability: 1 } }],
    ['strong', 'strong'],
  ])('%s: the same at the same place, something else at every other', async (name, options) => {
    const first = hash(await augment(options));
    expect(first).not.toBe(hash(await augment('none')));
    expect(hash(await augment(options))).toBe(first);
    const others = await Promise.all(
      [{ seed: 2 }, { step: 1 }, { branch: 'b' }, { slot: 1 }, { slot: 2 }, { slot: 3 }].map((at) =>
        augment(options, at),
      ),
    );
    // A flip that is made is the same everywhere; the others draw how much they change.
    if (name !== 'flip') expect(new Set([first, ...others.map(hash)]).size).toBeGreaterThanOrEqual(6);
  });

  it('makes a change as often as its probability says', async () => {
    const plain = hash(await augment('none'));
    const flipped = hash(mirrorImage(await augment('none')));
    const hashes = await Promise.all(
      Array.from({ length: 400 }, async (_, slot) => hash(await augment({ preset: 'none', flip: 0.3 }, { slot }))),
    );
    const flips = hashes.filter((one) => one === flipped).length;
    expect(hashes.every((one) => one === plain || one === flipped)).toBe(true);
    expect(Math.abs(flips - 120)).toBeLessThan(30); // more than three standard deviations
  });

  it('leaves the other changes as they were when one is turned off', async () => {
    const both = await augment({ preset: 'none', flip: 1, colour: { probability: 1 } });
    const one = await augment({ preset: 'none', colour: { probability: 1 } });
    expect(hash(mirrorImage(both))).toBe(hash(one));
  });
});

describe('cutInput', () => {
  it('moves and scales the cut inside the image', () => {
    const inputs = new Set<string>();
    for (let n = 0; n < 50; n++) {
      const random = seededRandom(1, n);
      const input = cutInput(image, preprocessing, { crop: { probability: 1, shift: 0.1, scale: 0.2 }, random });
      expect([input.width, input.height]).toEqual([56, 56]);
      inputs.add(hash(input));
      // Red grows with the column, green with the row: nothing comes from outside.
      expect(Math.min(pixel(input, 0, 0)[0] ?? -1, pixel(input, 0, 0)[1] ?? -1)).toBeGreaterThanOrEqual(0);
      expect(pixel(input, 55, 55)[0]).toBeGreaterThan(150);
    }
    expect(inputs.size).toBeGreaterThan(25);
  });

  it('shifts by no more than it was told to', () => {
    const still = cutInput(image, preprocessing);
    const moved = cutInput(image, preprocessing, {
      crop: { probability: 1, shift: 0, scale: 0 },
      random: seededRandom(1),
    });
    expect(hash(moved)).toBe(hash(still));
  });

  it('refuses what is no crop of a face', () => {
    const strip = { width: 300, height: 2, data: new Uint8Array(1800) };
    expect(() => cutInput(strip, preprocessing)).toThrow(expect.objectContaining({ code: 'unsupported' }) as Error);
  });

  it('takes a part of a crop of another shape and size as extraction does', () => {
    const wide = resizeImage(image, 100, 70);
    const { data } = cutInput(wide, preprocessing);
    expect(Buffer.from(data).equals(prepareImage(wide, preprocessing).subarray(0, data.length))).toBe(true);
  });
});

describe('changeColour', () => {
  const same = { brightness: 1, contrast: 1, saturation: 1, hue: 0 };

  it('changes nothing where nothing is to be changed', () => {
    expect(hash(changeColour(image, same))).toBe(hash(image));
  });

  it('brightness multiplies, and clips', () => {
    expect(pixel(changeColour(flat(100, 50, 201), { ...same, brightness: 1.5 }), 0, 0)).toEqual([150, 75, 255]);
  });

  it('contrast stretches around the mean grey', () => {
    const grey = flat(100, 100, 100, 4);
    grey.data.fill(200, 0, 24); // half of the pixels; the mean is 150
    const changed = changeColour(grey, { ...same, contrast: 0.5 });
    expect([pixel(changed, 0, 0)[0], pixel(changed, 3, 3)[0]]).toEqual([175, 125]);
  });

  it('saturation 0 is the luma 0.299 R + 0.587 G + 0.114 B', () => {
    expect(pixel(changeColour(flat(200, 100, 50), { ...same, saturation: 0 }), 0, 0)).toEqual([124, 124, 124]);
  });

  it('hue turns the colour, keeps its luma, and a whole turn is none', () => {
    const half = pixel(changeColour(flat(160, 100, 90), { ...same, hue: 0.5 }), 0, 0);
    const luma = ([r = 0, g = 0, b = 0]: number[]) => 0.299 * r + 0.587 * g + 0.114 * b;
    expect(half[0]).toBeLessThan(half[2] ?? 0); // red became blue
    expect(Math.abs(luma(half) - luma([160, 100, 90]))).toBeLessThan(1);
    expect(pixel(changeColour(flat(160, 100, 90), { ...same, hue: 1 }), 0, 0)).toEqual([160, 100, 90]);
  });
});

describe('blurImage', () => {
  it('spreads a bright pixel as the Gaussian does, and keeps what is flat', () => {
    const dot = flat(0, 0, 0, 15);
    dot.data.fill(255, (7 * 15 + 7) * 3, (7 * 15 + 7) * 3 + 3);
    const blurred = blurImage(dot, 1);
    const weights = [0, 1, 2, 3].map((x) => Math.exp(-0.5 * x * x));
    const sum = (weights[0] ?? 0) + 2 * ((weights[1] ?? 0) + (weights[2] ?? 0) + (weights[3] ?? 0));
    const expected = (x: number, y: number) => Math.round((255 * (weights[x] ?? 0) * (weights[y] ?? 0)) / sum ** 2);
    for (const [x, y] of [
      [0, 0],
      [1, 0],
      [1, 1],
      [2, 0],
    ] as const) {
      expect(pixel(blurred, 7 + x, 7 - y)).toEqual([0, 0, 0].fill(expected(x, y)));
    }
    expect(hash(blurImage(flat(10, 200, 77), 2.5))).toBe(hash(flat(10, 200, 77)));
  });
});

describe('a wide blur', () => {
  it.each([2, 3, 5])('is, at %d pixels, within a level of the kernel at full size, but for the edges', (sigma) => {
    const large = unevenImage(128);
    const [quick, full] = [blurImage(large, sigma), blurFully(large, sigma)];
    expect(apart(quick, full)).toBeLessThan(0.7);
    expect(apart(quick, full)).toBeLessThan(apart(full, large) / 5);
    for (const [x, y] of [
      [30, 40],
      [64, 64],
      [100, 31],
    ] as const) {
      pixel(quick, x, y).forEach((value, channel) =>
        expect(Math.abs(value - (pixel(full, x, y)[channel] ?? NaN))).toBeLessThanOrEqual(1),
      );
    }
  });
});

describe('lowerResolution', () => {
  it('averages: a checkerboard becomes grey, a flat image stays', () => {
    const board = flat(0, 0, 0, 32);
    for (let n = 0; n < 1024; n++) board.data.fill(((n >> 5) + n) % 2 === 0 ? 255 : 0, n * 3, n * 3 + 3);
    const small = lowerResolution(board, 0.25);
    expect([small.width, small.height]).toEqual([32, 32]);
    expect(Math.min(...small.data)).toBeGreaterThanOrEqual(126);
    expect(Math.max(...small.data)).toBeLessThanOrEqual(130);
    expect(hash(lowerResolution(flat(3, 5, 7), 0.3))).toBe(hash(flat(3, 5, 7)));
    expect(hash(lowerResolution(image, 1))).toBe(hash(image));
  });

  it('loses more the smaller it gets', () => {
    const rough = changeColour(image, { brightness: 1, contrast: 1, saturation: 1, hue: 0 });
    rough.data.forEach((value, at) => (rough.data[at] = (value + 37 * at) % 256));
    const losses = [0.9, 0.5, 0.2].map((part) => apart(lowerResolution(rough, part), rough));
    expect(losses).toEqual([...losses].sort((a, b) => a - b));
  });
});

describe('compressImage', () => {
  it('loses more at a lower quality, and keeps the size', async () => {
    const losses = await Promise.all(
      [95, 60, 10].map(async (quality) => apart(await compressImage(image, quality), image)),
    );
    expect(losses[0]).toBeGreaterThan(0);
    expect(losses).toEqual([...losses].sort((a, b) => a - b));
  });
});

describe('cutOut', () => {
  it('covers the area it was told to, in one rectangle of a shape up to 1:2', () => {
    for (let n = 0; n < 40; n++) {
      const white = flat(255, 255, 255, 60);
      const { data } = cutOut(white, 0.1, seededRandom(1, n));
      const covered = [...data.keys()].filter((at) => at % 3 === 0 && data[at] === 127).map((at) => at / 3);
      const xs = covered.map((at) => at % 60);
      const ys = covered.map((at) => Math.floor(at / 60));
      const [width, height] = [xs, ys].map((values) => Math.max(...values) - Math.min(...values) + 1);
      expect(covered).toHaveLength((width ?? 0) * (height ?? 0));
      expect(Math.abs(covered.length - 360)).toBeLessThan(25);
      expect(Math.max((width ?? 0) / (height ?? 1), (height ?? 0) / (width ?? 1))).toBeLessThan(2.2);
      expect([...data].every((value) => value === 127 || value === 255)).toBe(true);
    }
  });

  it('covers everything at most', () => {
    expect(
      [...cutOut(flat(9, 9, 9), 0.9, seededRandom(3)).data].filter((value) => value === 127).length,
    ).toBeGreaterThan(0);
  });
});

describe('augmentation options', () => {
  it('replace fields of a preset', () => {
    expect(resolveAugmentation()).toEqual(resolveAugmentation('light'));
    expect(resolveAugmentation({})).toEqual(resolveAugmentation('light'));
    const { blur, flip, jpeg } = resolveAugmentation({ preset: 'strong', blur: { probability: 1 }, flip: 0 });
    expect({ blur, flip, jpeg }).toEqual({
      blur: { probability: 1, sigma: [0.5, 2] },
      flip: 0,
      jpeg: { probability: 0.4, quality: [30, 90] },
    });
  });

  it('are checked', () => {
    const valid = (value: unknown): boolean => augmentationSchema.safeParse(value).success;
    expect([valid('strong'), valid({ blur: { sigma: [1, 2] } }), valid({})]).toEqual([true, true, true]);
    for (const bad of [
      'heavy',
      { flip: 2 },
      { blur: { sigma: [2, 1] } },
      { jpeg: { quality: [0, 90] } },
      { flop: 1 },
    ]) {
      expect(valid(bad)).toBe(false);
    }
  });
});
