import type { Preprocessing } from '@fairface/features';
import { mirrorImage, type RgbImage } from '@fairface/image';
import { seededRandom } from '@fairface/io';
import type { Augmentation } from './augmentation';
import { blurImage } from './blur-image';
import { changeColour } from './change-colour';
import { compressImage } from './compress-image';
import { cutInput } from './cut-input';
import { cutOut } from './cut-out';
import { lowerResolution } from './lower-resolution';

/** Where in training an image is used: all its random numbers hang on this. */
export interface Place {
  seed: number;
  step: number;
  /** The branch, or one side of a pair branch. */
  branch: string;
  /** Number of the image in the step's batch of all processes. */
  slot: number;
}

/**
 * Makes the network's input of a crop and augments it, in this order: crop jitter, flip, colour, low resolution, blur, JPEG
 * compression, cutout. Each change draws from a stream of its own: turning one off leaves the others as they were.
 *
 * @returns an image of `inputSize` x `inputSize` pixels.
 */
export async function augmentImage(
  image: RgbImage,
  preprocessing: Preprocessing,
  options: Augmentation,
  { seed, step, branch, slot }: Place,
): Promise<RgbImage> {
  /** A stream for a change that is to be made; none for one that is not. */
  const stream = (change: string, probability: number) => {
    if (probability === 0) return undefined;
    const random = seededRandom(seed, 'augment', change, branch, step, slot);
    return random.next() < probability ? random : undefined;
  };
  const { flip, crop, colour, lowResolution, blur, jpeg, cutout } = options;
  const cropRandom = stream('crop', crop.probability);
  let input = cutInput(image, preprocessing, cropRandom && { crop, random: cropRandom });
  if (stream('flip', flip)) input = mirrorImage(input);
  let random = stream('colour', colour.probability);
  if (random) {
    input = changeColour(input, {
      brightness: between(random.next(), 1 - colour.brightness, 1 + colour.brightness),
      contrast: between(random.next(), 1 - colour.contrast, 1 + colour.contrast),
      saturation: between(random.next(), 1 - colour.saturation, 1 + colour.saturation),
      hue: between(random.next(), -colour.hue, colour.hue),
    });
  }
  random = stream('low-resolution', lowResolution.probability);
  if (random) input = lowerResolution(input, between(random.next(), ...lowResolution.size));
  random = stream('blur', blur.probability);
  if (random) input = blurImage(input, (between(random.next(), ...blur.sigma) * preprocessing.inputSize) / 112);
  random = stream('jpeg', jpeg.probability);
  if (random) input = await compressImage(input, Math.round(between(random.next(), ...jpeg.quality)));
  random = stream('cutout', cutout.probability);
  if (random) input = cutOut(input, between(random.next(), ...cutout.area), random);
  return input;
}

const between = (u: number, from: number, to: number): number => from + u * (to - from);
