import type { LabelledScores } from '../accuracy/roc-curve';

/** Probability of being genuine: 1 / (1 + exp(-(a ln s - b ln(1 - s) + c))) for scores s in (0, 1). */
export interface BetaCalibration {
  a: number;
  b: number;
  c: number;
}

const EDGE = 1e-6;
const STEPS = 30;
/** Keeps the fit finite where scores separate the two kinds. */
const RIDGE = 1e-6;

/**
 * Beta calibration by maximum likelihood (Newton's method), with a, b >= 0 so that a higher score never means a lower probability.
 *
 * Source: Kull, Silva Filho, Flach, Beta calibration, AISTATS 2017.
 *
 * @param scores cosines in [-1, 1], moved to (0, 1) by (1 + s) / 2.
 */
export function fitBetaCalibration({ score, genuine }: LabelledScores): BetaCalibration {
  const full = fit(score, genuine, [true, true]);
  if (full.a >= 0 && full.b >= 0) return full;
  const one = fit(score, genuine, full.a < 0 ? [false, true] : [true, false]);
  return { a: Math.max(0, one.a), b: Math.max(0, one.b), c: one.c };
}

/** The calibrated probability of a cosine. */
export function betaProbability({ a, b, c }: BetaCalibration, score: number): number {
  const [x, y] = terms(score);
  return 1 / (1 + Math.exp(-(a * x + b * y + c)));
}

function terms(score: number): [number, number] {
  const s = Math.min(1 - EDGE, Math.max(EDGE, (1 + score) / 2));
  return [Math.log(s), -Math.log(1 - s)];
}

function fit(score: Float64Array, genuine: Uint8Array, [useA, useB]: [boolean, boolean]): BetaCalibration {
  let [a, b, c] = [useA ? 1 : 0, useB ? 1 : 0, 0];
  for (let step = 0; step < STEPS; step++) {
    const gradient = [-RIDGE * a, -RIDGE * b, 0];
    const hessian = [RIDGE, 0, 0, 0, RIDGE, 0, 0, 0, RIDGE];
    for (let n = 0; n < score.length; n++) {
      const [x, y] = terms(score[n] as number);
      const p = 1 / (1 + Math.exp(-(a * x + b * y + c)));
      const row = [useA ? x : 0, useB ? y : 0, 1];
      const weight = Math.max(p * (1 - p), 1e-12);
      for (let i = 0; i < 3; i++) {
        gradient[i] = (gradient[i] as number) + ((genuine[n] as number) - p) * (row[i] as number);
        for (let j = 0; j < 3; j++)
          hessian[3 * i + j] = (hessian[3 * i + j] as number) + weight * (row[i] as number) * (row[j] as number);
      }
    }
    const [da, db, dc] = solve3(hessian, gradient);
    // A step that is too long makes Newton's method leave the region where it converges.
    const scale = Math.min(1, 10 / Math.max(Math.abs(da), Math.abs(db), Math.abs(dc), 1e-12));
    [a, b, c] = [a + scale * da, b + scale * db, c + scale * dc];
    if (Math.max(Math.abs(da), Math.abs(db), Math.abs(dc)) < 1e-9) break;
  }
  return { a, b, c };
}

/** Cramer's rule. */
function solve3(m: readonly number[], v: readonly number[]): [number, number, number] {
  const det = (a: readonly number[]): number => {
    const at = (n: number): number => a[n] as number;
    return (
      at(0) * (at(4) * at(8) - at(5) * at(7)) -
      at(1) * (at(3) * at(8) - at(5) * at(6)) +
      at(2) * (at(3) * at(7) - at(4) * at(6))
    );
  };
  const whole = det(m);
  const replaced = (column: number): number =>
    det(m.map((x, n) => (n % 3 === column ? (v[Math.floor(n / 3)] as number) : x))) / whole;
  return [replaced(0), replaced(1), replaced(2)];
}
