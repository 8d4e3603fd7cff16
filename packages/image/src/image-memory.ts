import type { RgbImage } from './rgb-image';
import { type SampleProgram, sampleProgram } from './sample-program';

/** Memory up to this size is kept for the next image: that of 24 megapixels. */
const KEPT_BYTES = 72e6;

/** An image in the memory of a program that samples it. */
export interface PlacedImage {
  program: SampleProgram;
  /** Where the image starts in the program's memory. */
  source: number;
}

/**
 * Memory for warping or resizing many images one after the other: an image that was decoded into it (`into` of
 * `loadImage`) is sampled where it lies, and what is made of it holds until the next one is made.
 */
export class ImageMemory {
  #program: SampleProgram | undefined;

  /** Memory to decode an image into; as large as the largest one so far. */
  get input(): Uint8Array {
    return this.#program?.source ?? new Uint8Array(0);
  }

  /**
   * The image in a program with room for an output of so many bytes. Where it does not lie in this memory yet, its rows
   * from `top` up to `bottom`, and none else, are copied into it. More than 24 megapixels are not kept.
   */
  place(image: RgbImage, output: number, top: number, bottom: number): PlacedImage {
    const program = this.#reserve(image.data.length, output);
    const { buffer, byteOffset } = image.data;
    if (buffer === program.source.buffer && byteOffset < program.start) return { program, source: byteOffset };
    const clip = (row: number) => Math.min(image.height, Math.max(0, row)) * image.width * 3;
    program.source.set(image.data.subarray(clip(top), clip(bottom)), clip(top));
    return { program, source: program.source.byteOffset };
  }

  #reserve(image: number, output: number): SampleProgram {
    const kept = this.#program;
    if (kept !== undefined && kept.source.length >= image && kept.output.length >= output) return kept;
    const program = sampleProgram(Math.max(image, this.input.length), output);
    if (image <= KEPT_BYTES) this.#program = program;
    return program;
  }
}
