import { UNIT_SQUARE } from '../store/vector-store';
import type { ScoredPair } from './top-pairs';

/**
 * The pairs of one person whose similarity is below a bound; all of them where none is, as training keeps them.
 *
 * @param lowest - lowest scores first
 */
export function selectPositives(
  lowest: readonly ScoredPair[],
  below: number | undefined,
): { pairs: readonly ScoredPair[]; noneBelow: boolean } {
  if (below === undefined) return { pairs: lowest, noneBelow: false };
  const pairs = lowest.filter(({ score }) => score < below * UNIT_SQUARE);
  return pairs.length > 0 ? { pairs, noneBelow: false } : { pairs: lowest, noneBelow: lowest.length > 0 };
}
