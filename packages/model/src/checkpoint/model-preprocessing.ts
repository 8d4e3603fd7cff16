import type { Preprocessing } from '@fairface/features';
import { z } from 'zod';

const whole = z.int().min(1);

export const preprocessingSchema = z
  .strictObject({
    /** The crop template the model was trained on. */
    template: z.string().min(1),
    templateSize: whole,
    cut: z.strictObject({ x: z.int().min(0), y: z.int().min(0), width: whole, height: whole }),
    inputSize: whole,
    /** Order of a pixel's values as the model sees them. */
    channelOrder: z.enum(['rgb', 'bgr']),
    /** What a pixel's value, 0 to 255, is multiplied by. */
    scale: z.number().positive(),
  })
  .refine(({ cut, templateSize }) => cut.x + cut.width <= templateSize && cut.y + cut.height <= templateSize, {
    path: ['cut'],
    message: 'reaches beyond templateSize',
  });

/** How the images a model was trained on were made from crops: from template to numbers. */
export type ModelPreprocessing = z.infer<typeof preprocessingSchema>;

/**
 * The preprocessing of the reference (the central 248 of 256 pixels of a `seed256` crop, 0 to 1, RGB), resized to
 * `inputSize`; for another template of side `templateSize` the whole crop.
 */
export function defaultPreprocessing(
  inputSize: number,
  { template = 'seed256', templateSize = 256 }: { template?: string; templateSize?: number } = {},
): ModelPreprocessing {
  const margin = template === 'seed256' && templateSize === 256 ? 4 : 0;
  const side = templateSize - 2 * margin;
  const cut = { x: margin, y: margin, width: side, height: side };
  return { template, templateSize, cut, inputSize, channelOrder: 'rgb', scale: 1 / 255 };
}

/** The part of it that the features package carries out; the rest is the embedder's. */
export function imagePreprocessing({ scale: _, ...image }: ModelPreprocessing): Preprocessing {
  return { ...image, channelOrder: 'rgb' };
}
