import { countOnes } from '../accuracy/count-ones';
import { countRepeats } from './count-repeats';
import { markImages } from './mark-images';
import type { ReadingFindings, ScoredPairs } from './verification-data';

/** What the pairs themselves show, whatever their scores. */
export type PairFindings = Pick<ReadingFindings, 'duplicatedPairs' | 'mirroredPairs' | 'imagesInPairs'>;

/** Counts repeated pairs and the images in pairs. */
export function findInPairs(pairs: Pick<ScoredPairs, 'left' | 'right'>, images: number): PairFindings {
  const { duplicated, mirrored } = countRepeats(pairs, images);
  const used = new Uint8Array(images);
  markImages(pairs.left, used);
  markImages(pairs.right, used);
  return { duplicatedPairs: duplicated, mirroredPairs: mirrored, imagesInPairs: countOnes(used) };
}
