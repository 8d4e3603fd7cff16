import { InputError } from '@fairface/io';
import { resolverOf } from '../read/resolver-of';
import type { ImageFeatures } from './image-features';

/**
 * Features of the images of a table from a feature file of `@fairface/features`, brought to length 1. A name of the file is
 * found among the images as the names of a pair file are (`12_cropped.jpg` is the image `12.jpg` or `12`).
 *
 * @param images names of the images; without them those of the feature file are taken.
 * @throws InputError `no-features` where no feature belongs to an image, or as `readFeatures`.
 */
export async function loadImageFeatures(
  path: string,
  images?: readonly string[],
): Promise<ImageFeatures & { images: readonly string[] }> {
  const { loadFeatures } = await import('@fairface/features');
  const { names, dimension: size, data: values } = await loadFeatures(path);
  for (let row = 0; row < names.length; row++) normalise(values.subarray(row * size, (row + 1) * size));
  const features = { values, size, count: names.length };
  if (images === undefined) return { ...features, images: names };
  const resolver = resolverOf(images);
  const rowOf = new Int32Array(images.length).fill(-1);
  names.forEach((name, row) => {
    const bytes = Buffer.from(name, 'utf8');
    const image = resolver.resolve(bytes, 0, bytes.length);
    if (image >= 0) rowOf[image] = row;
  });
  if (rowOf.every((row) => row === -1)) {
    throw new InputError({
      code: 'no-features',
      file: path,
      message: 'none of its features belongs to an image of the attributes table',
      expected: `names such as ${images[0] ?? ''}`,
      found: names[0] ?? '',
    });
  }
  return { ...features, rowOf, images };
}

function normalise(vector: Float32Array): void {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const length = Math.sqrt(squares);
  if (length > 0) for (let n = 0; n < vector.length; n++) vector[n] = (vector[n] as number) / length;
}
