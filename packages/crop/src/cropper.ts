import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { threadId } from 'node:worker_threads';
import {
  encodeJpeg,
  encodePng,
  ImageError,
  type ImageLimits,
  ImageMemory,
  loadImage,
  type RgbImage,
} from '@fairface/image';
import { InputError } from '@fairface/io';
import { cropFace } from './crop-face';
import type { FaceGeometry } from './face-record';
import type { FaceTemplate } from './load-template';
import type { CropFormat } from './output-namer';
import { writeFailure, type WriteFailure } from './write-failure';

/** What all crops of a job have in common. */
export interface CropSettings {
  template: FaceTemplate;
  format: CropFormat;
  /** Of JPEG, 1 to 100. */
  quality: number;
  margin: number;
  limits: ImageLimits;
  /** A crop of this time (milliseconds since 1970) or later, not older than its photograph, is kept. */
  keepSince: number;
}

/** One face to crop: absolute paths. */
export interface CropTask {
  source: string;
  target: string;
  face: FaceGeometry;
}

/** What became of it; nothing is done after a fatal one. */
export type CropOutcome = { type: 'made' | 'kept' } | { type: 'reject'; reason: string; detail: string } | WriteFailure;

/**
 * Crops faces one after the other, keeping the memory and the photograph of the one before. Made for a worker thread:
 * it waits for the disk.
 */
export class Cropper {
  readonly #memory = new ImageMemory();
  #last: { source: string; image: RgbImage } | undefined;

  constructor(
    readonly settings: CropSettings,
    readonly write: (path: string, data: Uint8Array) => void = writeAtomic,
  ) {}

  async run(tasks: readonly CropTask[]): Promise<CropOutcome[]> {
    const outcomes: CropOutcome[] = [];
    for (const task of tasks) {
      const outcome = await this.#make(task);
      outcomes.push(outcome);
      if (outcome.type === 'fatal') break;
    }
    this.#last = undefined;
    return outcomes;
  }

  async #make({ source, target, face }: CropTask): Promise<CropOutcome> {
    const { template, format, quality, margin } = this.settings;
    let encoded: Uint8Array;
    try {
      if (this.#isCurrent(source, target)) return { type: 'kept' };
      const crop = cropFace(await this.#load(source), face, template, { margin, memory: this.#memory });
      encoded = format === 'png' ? await encodePng(crop) : await encodeJpeg(crop, { quality });
    } catch (error) {
      if (!(error instanceof ImageError || error instanceof InputError)) throw error;
      return { type: 'reject', reason: error.code, detail: error.message };
    }
    try {
      this.write(target, encoded);
      return { type: 'made' };
    } catch (error) {
      return writeFailure(error);
    }
  }

  #isCurrent(source: string, target: string): boolean {
    if (this.settings.keepSince === Infinity) return false;
    try {
      const photograph = statSync(source);
      const crop = statSync(target);
      return crop.size > 0 && crop.mtimeMs >= photograph.mtimeMs && crop.mtimeMs >= this.settings.keepSince;
    } catch {
      return false; // one of them is not there: making the crop shows which
    }
  }

  async #load(source: string): Promise<RgbImage> {
    if (this.#last?.source === source) return this.#last.image;
    this.#last = undefined;
    const image = await loadImage(source, { ...this.settings.limits, into: this.#memory.input });
    this.#last = { source, image };
    return image;
  }
}

/** Not flushed to the disk one by one: a power cut may leave an empty crop, which is not kept, but never a part of one. */
function writeAtomic(path: string, data: Uint8Array): void {
  const temporary = `${path}.${process.pid}-${threadId}.tmp`;
  try {
    writeFileSync(temporary, data);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
