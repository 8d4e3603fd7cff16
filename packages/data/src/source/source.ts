import type { Reject } from '@fairface/io';

/** Where the pixels or the vector of one item are. */
export type ItemReference =
  /** An image file. */
  | { file: string }
  /** A tf.Example inside a TFRecord file; `image` names the feature that holds the encoded image. */
  | { file: string; offset: number; length: number; image: string }
  /** A feature vector, and that of the mirror image where there is one. */
  | { vector: Float32Array; mirror?: Float32Array };

/** Images or feature vectors of people: what a branch draws from. */
export interface Source {
  readonly kind: 'images' | 'features';
  /** Where it came from, for messages: the list, the folder, the table. */
  readonly origin: string;
  /** `[N]`: the name of every item, in the order of the source. */
  readonly names: readonly string[];
  /** `[N]`: the class of every item, 0 to `classes.length - 1`. */
  readonly labels: Int32Array;
  /** The person of every class, in a fixed order (numbers by value, else by code unit): the same people, the same classes. */
  readonly classes: readonly string[];
  /** Length of a vector; for `features` alone. */
  readonly dimension?: number;
  /** What was left out while the source was read. */
  readonly rejects: readonly Reject[];
  /** Where item `n` is. */
  item(n: number): ItemReference;
  /**
   * Finds an item by name, also one that a filter left out; for images also a file under the source's root. Names match
   * as they stand, else without `_cropped` and extension.
   */
  locate(name: string): ItemReference | undefined;
}
