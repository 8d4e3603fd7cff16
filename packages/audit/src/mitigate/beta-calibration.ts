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
  const logs = Float64Array.from(score, (value) => (useA ? terms(value)[0] : 0));
  const counterLogs = Float64Array.from(score, (value) => (useB ? terms(value)[1] : 0));
  let [a, b, c] = [useA ? 1 : 0, useB ? 1 : 0, 0];
  for (let step = 0; step < STEPS; step++) {
    let [ga, gb, gc] = [-RIDGE * a, -RIDGE * b, 0];
    let [haa, hab, hac, hbb, hbc, hcc] = [RIDGE, 0, 0, RIDGE, 0, RIDGE];
    for (let n = 0; n < logs.length; n++) {
      const [x, y] = [logs[n] as number, counterLogs[n] as number];
      const p = 1 / (1 + Math.exp(-(a * x + b * y + c)));
      const miss = (genuine[n] as number) - p;
      const weight = Math.max(p * (1 - p), 1e-12);
      ga += miss * x;
      gb += miss * y;
      gc += miss;
      haa += weight * x * x;
      hab += weight * x * y;
      hac += weight * x;
      hbb += weight * y * y;
      hbc += weight * y;
      hcc += weight;
    }
    const [da, db, dc] = solve3([haa, hab, hac, hab, hbb, hbc, hac, hbc, hcc], [ga, gb, gc]);
    const most = Math.max(Math.abs(da), Math.abs(db), Math.abs(dc));
    // A step that is too long makes Newton's method leave the region where it converges.
    const scale = Math.min(1, 10 / Math.max(most, 1e-12));
    [a, b, c] = [a + scale * da, b + scale * db, c + scale * dc];
    if (most < 1e-9) break;
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
