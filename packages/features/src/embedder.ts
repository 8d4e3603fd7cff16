/** A square or rectangle of whole pixels, from the top left. */
export interface Cut {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * How the pixels that a model sees are made from an aligned crop. It is part of the model: features of two
 * preprocessings must never be compared, so it is written beside every feature file.
 */
export interface Preprocessing {
  /** The crop template that the model was trained on, for instance `seed256` or `arcface112`. */
  template: string;
  /** The shorter edge of the image is resized (bilinear) to this many pixels; the central square of that side is kept. */
  templateSize: number;
  /** The part of that square which the model sees. */
  cut: Cut;
  /** Side, in pixels, of the square to which the cut is resized (bilinear) where it has another size. */
  inputSize: number;
  /** Order of the three values of a pixel. A model trained on another order exchanges them in its `embed`. */
  channelOrder: 'rgb';
}

/** Pixels of several images of one size. */
export interface PixelBatch {
  /** Number of images, at least 1. */
  count: number;
  /** Width and height of every image in pixels. */
  size: number;
  /** `[count, size, size, 3]`, row-major: red, green, blue as 0 to 255. */
  data: Uint8Array;
}

/**
 * A model that turns face images into feature vectors: the one contract between models and everything that uses them.
 *
 * The features package decodes, resizes, cuts and mirrors, as `preprocessing` says. Scaling and normalising of pixel
 * values, the order of axes and the tensor library are the embedder's own. An embedder need not normalise its vectors.
 *
 * @example The network of the reference sees the central 248 pixels of a 256 pixel crop:
 * `{ template: 'seed256', templateSize: 256, cut: { x: 4, y: 4, width: 248, height: 248 }, inputSize: 248, channelOrder: 'rgb' }`
 */
export interface Embedder {
  /** Names the model and its weights; features made by embedders of different names are never mixed. */
  readonly name: string;
  /** Length of a feature vector. */
  readonly dimension: number;
  readonly preprocessing: Preprocessing;
  /**
   * Computes the vectors of a batch. Batches differ in length. `batch.data` may be overwritten once the promise settles:
   * keep no reference to it.
   *
   * @returns `[count * dimension]`, row-major. A row with a value that is not finite means: no feature for that image.
   */
  embed(batch: PixelBatch): Promise<Float32Array>;
  /** Frees what the model holds. The embedder cannot be used afterwards. */
  dispose?(): void | Promise<void>;
}
