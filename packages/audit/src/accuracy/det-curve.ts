import type { OperatingPoint } from './equal-error-rate';
import type { RocCurve } from './roc-curve';

/**
 * The detection error trade-off curve, thinned: FMR and FNMR at the thresholds where the FMR first falls to each of `points`
 * rates, evenly spaced in log FMR from 1 down to one impostor pair. Equal points are left out. Range 0 .. 1 on both axes, ideal
 * the point (0, 0).
 *
 * Source: Martin, Doddington, Kamm, Ordowski, Przybocki, The DET curve in assessment of detection task performance, 1997.
 */
export function detCurve(roc: RocCurve, points = 200): OperatingPoint[] {
  const { thresholds, falseMatches, falseNonMatches, impostor, genuine } = roc;
  const curve: OperatingPoint[] = [];
  let at = 0;
  for (let n = 0; n <= points; n++) {
    const rate = impostor ** (-n / points);
    while (at < thresholds.length - 1 && (falseMatches[at] as number) > rate * impostor * (1 + 1e-12)) at++;
    const threshold = thresholds[at] as number;
    if (curve.at(-1)?.threshold === threshold) continue;
    curve.push({
      threshold,
      fmr: (falseMatches[at] as number) / impostor,
      fnmr: (falseNonMatches[at] as number) / genuine,
    });
  }
  return curve;
}
