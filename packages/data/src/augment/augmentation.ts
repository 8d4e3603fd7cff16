import { z } from 'zod';

const fraction = z.number().min(0).max(1);
const range = (lowest: number, highest: number) =>
  z
    .tuple([z.number().min(lowest).max(highest), z.number().min(lowest).max(highest)])
    .refine(([from, to]) => from <= to, { message: 'expected the smaller number first' });

/** Every change that training makes to an image or a feature vector, and how often. Each draws from a stream of its own. */
export interface Augmentation {
  /** Probability of exchanging left and right. @default 0.5 */
  flip: number;
  /** Moves and scales the part of the crop that the model sees; it never leaves the crop. */
  crop: {
    /** @default 0.5 */
    probability: number;
    /** Largest shift in each direction, as a part of the side. @default 0.02 */
    shift: number;
    /** Largest change of the side: 0.03 takes a part between 0.97 and 1.03 times as large. @default 0.03 */
    scale: number;
  };
  /**
   * Each value is the largest change: a factor between 1 - value and 1 + value. It changes the colour of skin too: keep it
   * small where groups are told apart by that.
   */
  colour: {
    /** @default 0.5 */
    probability: number;
    /** @default 0.15 */
    brightness: number;
    /** Around the mean grey of the image. @default 0.15 */
    contrast: number;
    /** Away from or towards grey. @default 0.15 */
    saturation: number;
    /** Largest turn of the hue in full turns, at most 0.5. @default 0.01 */
    hue: number;
  };
  /** Shrinks the image and enlarges it again. */
  lowResolution: {
    /** @default 0.1 */
    probability: number;
    /** Smallest and largest side of the small image, as a part of the side. @default [0.5, 1] */
    size: [number, number];
  };
  /** Gaussian blur. */
  blur: {
    /** @default 0.05 */
    probability: number;
    /** Smallest and largest standard deviation in pixels of an image of 112 pixels; scaled for other sizes. @default [0.3, 1] */
    sigma: [number, number];
  };
  /** JPEG compression. */
  jpeg: {
    /** @default 0.1 */
    probability: number;
    /** Lowest and highest quality. @default [60, 95] */
    quality: [number, number];
  };
  /** A rectangle of mid grey (DeVries and Taylor 2017, with the random shape of Zhong et al. 2017). */
  cutout: {
    /** @default 0 */
    probability: number;
    /** Smallest and largest area as a part of the image's. @default [0.02, 0.1] */
    area: [number, number];
  };
  /** For features: probability of taking the vector of the mirror image, where the source has one. @default 0.5 */
  mirror: number;
  /** For features: probability of dropping each value (set to the centre, the others enlarged around it). @default 0.2 */
  dropout: number;
}

/** Ready-made augmentations. `light` is the default of every field. */
export const augmentationPresets: Readonly<Record<'none' | 'light' | 'strong', Augmentation>> = {
  none: {
    flip: 0,
    crop: { probability: 0, shift: 0.02, scale: 0.03 },
    colour: { probability: 0, brightness: 0.15, contrast: 0.15, saturation: 0.15, hue: 0.01 },
    lowResolution: { probability: 0, size: [0.5, 1] },
    blur: { probability: 0, sigma: [0.3, 1] },
    jpeg: { probability: 0, quality: [60, 95] },
    cutout: { probability: 0, area: [0.02, 0.1] },
    mirror: 0,
    dropout: 0,
  },
  light: {
    flip: 0.5,
    crop: { probability: 0.5, shift: 0.02, scale: 0.03 },
    colour: { probability: 0.5, brightness: 0.15, contrast: 0.15, saturation: 0.15, hue: 0.01 },
    lowResolution: { probability: 0.1, size: [0.5, 1] },
    blur: { probability: 0.05, sigma: [0.3, 1] },
    jpeg: { probability: 0.1, quality: [60, 95] },
    cutout: { probability: 0, area: [0.02, 0.1] },
    mirror: 0.5,
    dropout: 0.2,
  },
  strong: {
    flip: 0.5,
    crop: { probability: 0.8, shift: 0.05, scale: 0.1 },
    colour: { probability: 0.8, brightness: 0.3, contrast: 0.3, saturation: 0.3, hue: 0.03 },
    lowResolution: { probability: 0.3, size: [0.2, 0.8] },
    blur: { probability: 0.2, sigma: [0.5, 2] },
    jpeg: { probability: 0.4, quality: [30, 90] },
    cutout: { probability: 0.3, area: [0.02, 0.2] },
    mirror: 0.5,
    dropout: 0.3,
  },
};

const presetSchema = z.enum(['none', 'light', 'strong']);

/** An augmentation in a configuration: a preset, or an object whose fields replace those of its preset. */
export const augmentationSchema = z.union([
  presetSchema,
  z.strictObject({
    preset: presetSchema.optional(),
    flip: fraction.optional(),
    crop: z
      .strictObject({ probability: fraction, shift: z.number().min(0).max(0.5), scale: z.number().min(0).max(0.5) })
      .partial()
      .optional(),
    colour: z
      .strictObject({
        probability: fraction,
        brightness: fraction,
        contrast: fraction,
        saturation: fraction,
        hue: z.number().min(0).max(0.5),
      })
      .partial()
      .optional(),
    lowResolution: z
      .strictObject({ probability: fraction, size: range(0.05, 1) })
      .partial()
      .optional(),
    blur: z
      .strictObject({ probability: fraction, sigma: range(0.1, 10) })
      .partial()
      .optional(),
    jpeg: z
      .strictObject({ probability: fraction, quality: range(1, 100) })
      .partial()
      .optional(),
    cutout: z
      .strictObject({ probability: fraction, area: range(0, 0.9) })
      .partial()
      .optional(),
    mirror: fraction.optional(),
    dropout: z.number().min(0).max(0.95).optional(),
  }),
]);

/** An augmentation as a configuration names it: `strong`, or `{ preset: 'light', blur: { probability: 0.2 } }`. */
export type AugmentationOptions = z.infer<typeof augmentationSchema>;

/** Fills in what the options leave out, from their preset. */
export function resolveAugmentation(options: AugmentationOptions = 'light'): Augmentation {
  if (typeof options === 'string') return augmentationPresets[options];
  const { preset = 'light', ...given } = options;
  const base = augmentationPresets[preset];
  return {
    flip: given.flip ?? base.flip,
    crop: { ...base.crop, ...given.crop },
    colour: { ...base.colour, ...given.colour },
    lowResolution: { ...base.lowResolution, ...given.lowResolution },
    blur: { ...base.blur, ...given.blur },
    jpeg: { ...base.jpeg, ...given.jpeg },
    cutout: { ...base.cutout, ...given.cutout },
    mirror: given.mirror ?? base.mirror,
    dropout: given.dropout ?? base.dropout,
  };
}
