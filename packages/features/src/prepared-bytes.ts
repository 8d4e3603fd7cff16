/** Bytes of an image and its mirror image as a model sees them. */
export function preparedBytes(inputSize: number): number {
  return 2 * inputSize * inputSize * 3;
}
