import { moments } from '../uncertainty/moments';
import { normalCdf, Z95 } from '../uncertainty/normal';
import type { ResampledSystem } from './resample-system';

/** One measure of two systems on the same pairs. */
export interface MeasureDifference {
  /** A name of `ResampledSystem`. */
  measure: string;
  a: number;
  b: number;
  /** a - b, with its 95 % interval. */
  difference: number;
  lower: number;
  upper: number;
  /** Two-sided p-value of no difference. */
  p: number;
}

/**
 * The differences of all measures that two resampled systems share, with normal intervals of the spread of the difference over
 * the resamples: what the same people make harder for both cancels out.
 *
 * @throws RangeError where the systems were resampled differently often.
 */
export function compareResampled(a: ResampledSystem, b: ResampledSystem): MeasureDifference[] {
  return [...a].flatMap(([measure, first]) => {
    const second = b.get(measure);
    if (second === undefined) return [];
    if (first.resampled.length !== second.resampled.length) {
      throw new RangeError(`${measure}: ${first.resampled.length} resamples against ${second.resampled.length}`);
    }
    const differences = first.resampled.map((value, r) => value - (second.resampled[r] as number));
    const difference = first.value - second.value;
    const spread = moments(differences).deviation;
    const p = difference === 0 ? 1 : spread === 0 ? 0 : Math.min(1, 2 * (1 - normalCdf(Math.abs(difference) / spread)));
    const interval = { lower: difference - Z95 * spread, upper: difference + Z95 * spread };
    return [{ measure, a: first.value, b: second.value, difference, ...interval, p }];
  });
}
