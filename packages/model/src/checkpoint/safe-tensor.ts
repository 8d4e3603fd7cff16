/** One tensor as numbers in JavaScript. */
export interface SafeTensor {
  readonly shape: readonly number[];
  /** The type of `data`: float32 or int32. */
  readonly dtype: 'F32' | 'I32';
  /** Row-major. */
  readonly data: Float32Array | Int32Array;
}

/** What a safetensors file holds. */
export interface Safetensors {
  readonly tensors: Map<string, SafeTensor>;
  /** The texts under `__metadata__`. */
  readonly metadata: Record<string, string>;
  /** SHA-256 of the whole file, in hexadecimal. */
  readonly sha256: string;
}

/** Bytes a number takes: 4, for both types. */
export const NUMBER_BYTES = 4;

/** Key of the header under which texts are kept. */
export const METADATA = '__metadata__';
