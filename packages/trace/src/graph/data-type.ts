import type * as tf from '@tensorflow/tfjs';

/** `DataType` of tensorflow/core/framework/types.proto, for the types tfjs has. */
export const DATA_TYPES: Readonly<Record<tf.DataType, number>> = {
  float32: 1,
  int32: 3,
  string: 7,
  complex64: 8,
  bool: 10,
};

const ITEM_BYTES: Readonly<Record<string, number>> = { float32: 4, int32: 4, bool: 1 };

/** Bytes of one item in a graph's constant or feed; undefined for a type that is neither. */
export function itemBytes(dtype: string): number | undefined {
  return ITEM_BYTES[dtype];
}

/** As messages show a tensor: `float32 [8,112,112,3]`. */
export function describeType({ dtype, shape }: { readonly dtype: string; readonly shape: readonly number[] }): string {
  return `${dtype} [${shape.join(',')}]`;
}
