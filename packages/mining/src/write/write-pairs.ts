import { AtomicFile } from '@fairface/io';
import type { ScoredPair } from '../scan/top-pairs';
import { UNIT_SQUARE } from '../store/vector-store';

/** What a pair list of training has as its label: 1 for one person, 0 for two. */
export type PairLabel = 0 | 1;

/**
 * Writes pairs as `left<TAB>right<TAB>label<TAB>similarity`, in the order given, the similarity with four decimals; a line
 * that starts with `#` names the columns.
 */
export async function writePairs(
  path: string,
  images: readonly string[],
  pairs: readonly ScoredPair[],
  label: PairLabel,
): Promise<void> {
  const file = await AtomicFile.open(path);
  try {
    await file.write('# left\tright\tlabel\tsimilarity\n');
    for (const { score, left, right } of pairs) {
      await file.write(`${images[left]}\t${images[right]}\t${label}\t${(score / UNIT_SQUARE).toFixed(4)}\n`);
    }
    await file.commit();
  } finally {
    await file.abort();
  }
}
