import { type WarpProgram, warpProgram } from './warp-program';

/** Memory up to this size is kept for the next photograph: that of 24 megapixels. */
const KEPT_BYTES = 72e6;

/**
 * Memory for cropping many faces one after the other: a photograph that was decoded into it (`into` of `loadImage`) is
 * sampled where it lies, and a crop stays in it until the next one is made.
 */
export class CropMemory {
  #program: WarpProgram | undefined;

  /** Memory to decode a photograph into; as large as the largest photograph so far. */
  get photograph(): Uint8Array {
    return this.#program?.source ?? new Uint8Array(0);
  }

  /** The program, with memory for a photograph and a crop of so many bytes. Larger than 24 megapixels, it is not kept. */
  reserve(photograph: number, crop: number): WarpProgram {
    const kept = this.#program;
    if (kept !== undefined && kept.source.length >= photograph && kept.output.length >= crop) return kept;
    const program = warpProgram(Math.max(photograph, this.photograph.length), crop);
    if (photograph <= KEPT_BYTES) this.#program = program;
    return program;
  }
}
