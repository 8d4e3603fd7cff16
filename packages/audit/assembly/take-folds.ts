/**
 * Takes for each pair the fold of its image.
 *
 * @param images for each pair its image, and `foldOfImage` the fold of each image
 * @param foldOf the folds of the pairs
 * @param sizes for each fold its pairs, counted on
 */
export function takeFolds(images: usize, foldOfImage: usize, length: u32, foldOf: usize, sizes: usize): void {
  for (let n: usize = 0; n < <usize>length; n++) {
    const fold = load<u8>(foldOfImage + <usize>load<i32>(images + (n << 2)));
    store<u8>(foldOf + n, fold);
    const size = sizes + ((<usize>fold) << 2);
    store<i32>(size, load<i32>(size) + 1);
  }
}
