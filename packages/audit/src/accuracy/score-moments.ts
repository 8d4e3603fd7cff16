import { inScoreBlocks } from '../kernels/score-blocks';
import { withKernels } from '../kernels/with-kernels';
import { countOnes } from './count-ones';
import type { LabelledScores } from './roc-curve';

/** Mean and population variance of the scores of one kind; NaN where there is none. */
export interface ScoreMoments {
  mean: number;
  variance: number;
}

/** Moments of the impostor scores and of the genuine ones. */
export function scoreMoments(scores: LabelledScores): [impostor: ScoreMoments, genuine: ScoreMoments] {
  const counts = countOnes(scores.genuine);
  const sizes = [scores.genuine.length - counts, counts] as const;
  const sums = sumByKind(scores);
  const means = [sums[0] / sizes[0], sums[1] / sizes[1]] as const;
  const squares = squaresByKind(scores, means);
  return [
    { mean: means[0], variance: squares[0] / sizes[0] },
    { mean: means[1], variance: squares[1] / sizes[1] },
  ];
}

type ByKind = readonly [impostor: number, genuine: number];

function sumByKind(scores: LabelledScores): ByKind {
  return withKernels((kernels) => {
    const state = kernels.cleared(16);
    inScoreBlocks(kernels, scores, ({ score, genuine, rows }) => kernels.run.addScores(score, genuine, rows, state));
    const [ofGenuine = 0, ofImpostors = 0] = kernels.doubles(state, 2);
    return [ofImpostors, ofGenuine];
  });
}

function squaresByKind(scores: LabelledScores, [impostorMean, genuineMean]: ByKind): ByKind {
  return withKernels((kernels) => {
    const state = kernels.cleared(16);
    inScoreBlocks(kernels, scores, ({ score, genuine, rows }) =>
      kernels.run.addSquares(score, genuine, rows, genuineMean, impostorMean, state),
    );
    const [ofGenuine = 0, ofImpostors = 0] = kernels.doubles(state, 2);
    return [ofImpostors, ofGenuine];
  });
}
