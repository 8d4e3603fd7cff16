import { rocCurve } from '../accuracy/roc-curve';
import { thresholdAtFmr } from '../accuracy/threshold-at-fmr';
import type { ScoredPairs } from '../read/verification-data';
import { selectPairs } from './select-pairs';

/** Thresholds of classes of images for one target FMR. */
export interface ClassThresholds {
  /** Over all pairs. */
  global: number;
  /** One a class; the global one where the class cannot show the target. */
  thresholds: number[];
  /** Those classes. */
  unresolved: number[];
}

/**
 * The threshold of each class of images. A class needs genuine pairs and enough impostor pairs to see the target once,
 * `floor(target n) >= 1`; otherwise its threshold would be a matter of chance.
 *
 * @param classOf for each image its class, or -1.
 * @param pairsOf which pairs count for a class: those with `both` images in it, or with `either`.
 */
export function fitThresholds(
  pairs: ScoredPairs,
  classOf: Int32Array,
  classes: number,
  targetFmr: number,
  pairsOf: 'both' | 'either',
): ClassThresholds {
  const global = thresholdAtFmr(rocCurve(pairs), targetFmr);
  const unresolved: number[] = [];
  const thresholds = Array.from({ length: classes }, (_, c) => {
    const own = selectPairs(pairs, (a, b) =>
      pairsOf === 'both' ? classOf[a] === c && classOf[b] === c : classOf[a] === c || classOf[b] === c,
    );
    const genuine = own.genuine.reduce((sum, one) => sum + one, 0);
    if (genuine > 0 && Math.floor((own.length - genuine) * targetFmr + 1e-9) >= 1)
      return thresholdAtFmr(rocCurve(own), targetFmr);
    unresolved.push(c);
    return global;
  });
  return { global, thresholds, unresolved };
}
