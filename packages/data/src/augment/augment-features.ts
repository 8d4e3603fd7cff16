import { seededRandom } from '@fairface/io';
import type { Augmentation } from './augmentation';
import type { Place } from './augment-image';

export interface FeatureVectors {
  vector: Float32Array;
  /** That of the mirror image, where there is one. */
  mirror?: Float32Array;
}

/**
 * Writes the network's input of a feature vector: at random the vector of the mirror image, then dropout (Srivastava et
 * al. 2014, inverted): a dropped value becomes the centre's, the others move away from it by 1 / (1 - rate), so that the
 * mean stays.
 *
 * @param to `[D]`, written
 * @param centre `[D]`; 0 where there is none
 */
export function augmentFeatures(
  { vector, mirror }: FeatureVectors,
  to: Float32Array,
  { mirror: mirrored, dropout }: Pick<Augmentation, 'mirror' | 'dropout'>,
  { seed, step, branch, slot }: Place,
  centre?: Float32Array,
): void {
  const stream = (change: string) => seededRandom(seed, 'augment', change, branch, step, slot);
  const takesMirror = mirror !== undefined && mirrored > 0 && stream('mirror').next() < mirrored;
  to.set(takesMirror ? mirror : vector);
  if (dropout === 0) return;
  const random = stream('dropout');
  for (let n = 0; n < to.length; n++) {
    const middle = centre?.[n] ?? 0;
    to[n] = random.next() < dropout ? middle : middle + ((to[n] as number) - middle) / (1 - dropout);
  }
}
