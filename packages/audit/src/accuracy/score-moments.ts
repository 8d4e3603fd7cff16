import { countOnes } from './count-ones';
import type { LabelledScores } from './roc-curve';

/** Mean and population variance of the scores of one kind; NaN where there is none. */
export interface ScoreMoments {
  mean: number;
  variance: number;
}

/** Moments of the impostor scores and of the genuine ones. */
export function scoreMoments({ score, genuine }: LabelledScores): [impostor: ScoreMoments, genuine: ScoreMoments] {
  const counts = countOnes(genuine);
  const sizes = [genuine.length - counts, counts] as const;
  const sums = sumByKind(score, genuine);
  const means = [sums[0] / sizes[0], sums[1] / sizes[1]] as const;
  const squares = squaresByKind(score, genuine, means);
  return [
    { mean: means[0], variance: squares[0] / sizes[0] },
    { mean: means[1], variance: squares[1] / sizes[1] },
  ];
}

type ByKind = readonly [impostor: number, genuine: number];

function sumByKind(score: Float64Array, genuine: Uint8Array): ByKind {
  let ofImpostors = 0;
  let ofGenuine = 0;
  for (let n = 0; n < score.length; n++) {
    if (genuine[n] === 1) ofGenuine += score[n] as number;
    else ofImpostors += score[n] as number;
  }
  return [ofImpostors, ofGenuine];
}

function squaresByKind(score: Float64Array, genuine: Uint8Array, means: ByKind): ByKind {
  let ofImpostors = 0;
  let ofGenuine = 0;
  for (let n = 0; n < score.length; n++) {
    if (genuine[n] === 1) ofGenuine += ((score[n] as number) - means[1]) ** 2;
    else ofImpostors += ((score[n] as number) - means[0]) ** 2;
  }
  return [ofImpostors, ofGenuine];
}
