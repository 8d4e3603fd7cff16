import type { LabelledScores } from './roc-curve';

/** Mean and population variance of the scores of one kind; NaN where there is none. */
export interface ScoreMoments {
  mean: number;
  variance: number;
}

/** Moments of the impostor scores and of the genuine ones. */
export function scoreMoments({ score, genuine }: LabelledScores): [impostor: ScoreMoments, genuine: ScoreMoments] {
  const of = (kind: 0 | 1): ScoreMoments => {
    let n = 0;
    let mean = 0;
    let squares = 0;
    // Welford's update: steady for long columns.
    for (let at = 0; at < score.length; at++) {
      if (genuine[at] !== kind) continue;
      n++;
      const step = (score[at] as number) - mean;
      mean += step / n;
      squares += step * ((score[at] as number) - mean);
    }
    return { mean, variance: squares / n };
  };
  return [of(0), of(1)];
}
