import type { FeatureRows } from './k-means';
import { assignClusters } from './k-means';

/** Features of the images of a table. */
export interface ImageFeatures extends FeatureRows {
  /** For each image its row, or -1 where it has no feature. @default row n belongs to image n */
  rowOf?: Int32Array;
}

/** The row of an image, or -1. */
export function featureRow({ rowOf, count }: ImageFeatures, image: number): number {
  return rowOf === undefined ? (image < count ? image : -1) : (rowOf[image] ?? -1);
}

/** For each image the nearest centre, or -1 where it has no feature. */
export function clusterImages(
  features: ImageFeatures,
  images: number,
  centres: readonly (readonly number[])[],
): Int32Array {
  const clusterOf = assignClusters(features, centres);
  return Int32Array.from({ length: images }, (_, image) => {
    const row = featureRow(features, image);
    return row < 0 ? -1 : (clusterOf[row] as number);
  });
}

/** The rows of some images, each image once and in rising order; images without a feature are passed over. */
export function selectRows(features: ImageFeatures, images: Iterable<number>): FeatureRows {
  const numbers = Uint32Array.from(new Set(images)).sort();
  const rows = Array.from(numbers, (image) => featureRow(features, image)).filter((row) => row >= 0);
  const { size } = features;
  const values = new Float32Array(rows.length * size);
  rows.forEach((row, n) => values.set(features.values.subarray(row * size, (row + 1) * size), n * size));
  return { values, count: rows.length, size };
}
