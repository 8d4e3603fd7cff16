import { resolverOf } from '../read/resolver-of';

/** What became of a list of failures. */
export interface CountedFailures {
  /** Failed images of each group: listed, and in no pair. */
  byGroup: number[];
  /** Listed images that have pairs all the same, for instance of another face in the photograph. */
  inPairs: number;
  /** Entries that name no image of the table. */
  unknown: number;
}

/**
 * Counts failed images by group. Names are found as those of a pair file are: `12_cropped.jpg` is the image `12.jpg` or `12`.
 *
 * @param isPaired for each image 1 where it is in some pair.
 */
export function countFailures(
  images: readonly string[],
  groupOf: Int32Array,
  groups: number,
  isPaired: Uint8Array,
  failures: readonly string[],
): CountedFailures {
  const resolver = resolverOf(images);
  const found = new Set<number>();
  let unknown = 0;
  for (const name of failures) {
    const bytes = Buffer.from(name, 'utf8');
    const image = resolver.resolve(bytes, 0, bytes.length);
    if (image >= 0) found.add(image);
    else unknown++;
  }
  const byGroup = new Array<number>(groups).fill(0);
  let inPairs = 0;
  for (const image of found) {
    const group = groupOf[image] as number;
    if (isPaired[image] === 1) inPairs++;
    else byGroup[group] = (byGroup[group] ?? 0) + 1;
  }
  return { byGroup, inPairs, unknown };
}
