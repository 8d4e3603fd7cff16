import { BLOCK } from '../kernels/in-blocks';
import { inScoreBlocks } from '../kernels/score-blocks';
import { withKernels } from '../kernels/with-kernels';
import type { LabelledScores } from './roc-curve';
import { scoreMoments } from './score-moments';

/**
 * How each pair moves d' (`dPrime`), to first order: d' of a sample in which pairs weigh differently is d' plus the weighted mean of
 * these values over the genuine pairs plus that over the impostor pairs. Both means are 0 with equal weights.
 *
 * With means m, variances v and V = (v_genuine + v_impostor) / 2, a pair of score s and its kind's m and v has
 * -+ (s - m) / sqrt(V) - d' ((s - m)^2 - v) / (4 V). Derived here.
 *
 * @param moments `scoreMoments` of the scores, where they are known.
 */
export function dPrimeInfluence(scores: LabelledScores, moments = scoreMoments(scores)): Float64Array {
  const [impostor, genuine] = moments;
  const pooled = (impostor.variance + genuine.variance) / 2;
  const gap = genuine.mean - impostor.mean;
  const direction = Math.sign(gap) / Math.sqrt(pooled);
  const bend = Math.abs(gap) / Math.sqrt(pooled) / (4 * pooled);
  const influence = new Float64Array(scores.score.length);
  withKernels((kernels) => {
    const values = kernels.room(8 * BLOCK);
    inScoreBlocks(kernels, scores, ({ score, genuine: kinds, rows, from }) => {
      kernels.run.bendDistances(
        ...[score, kinds, rows, genuine.mean, genuine.variance, impostor.mean, impostor.variance],
        ...[direction, bend, values],
      );
      influence.set(kernels.doubles(values, rows), from);
    });
  });
  return influence;
}
