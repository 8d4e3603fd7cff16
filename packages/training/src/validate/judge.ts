import type { TrainConfig } from '../config/load-train-config';
import type { PairRating } from './rate-pairs';

type Monitor = NonNullable<TrainConfig['validation']>['monitor'];

/** What has been reached so far. */
export interface Progress {
  best: { step: number; value: number } | null;
  /** Validations since the best one. */
  stale: number;
}

/** The number that a monitor names; `null` where it has none. */
export function monitored({ auc, tar, gaps }: PairRating, monitor: Monitor): number | null {
  if (monitor === 'auc') return auc;
  if (monitor === 'tar') return tar;
  return gaps[monitor.slice('gaps.'.length) as keyof PairRating['gaps']];
}

/**
 * What a validation adds to what was reached: gaps are better the smaller they are, everything else the larger.
 *
 * @param minDelta by how much it must be better to count
 */
export function judge(
  before: Progress,
  { step, value, monitor, minDelta = 0 }: { step: number; value: number | null; monitor: Monitor; minDelta?: number },
): Progress & { improved: boolean } {
  const sign = monitor.startsWith('gaps.') ? -1 : 1;
  const improved = value !== null && (before.best === null || sign * (value - before.best.value) > minDelta);
  return improved
    ? { best: { step, value }, stale: 0, improved }
    : { best: before.best, stale: before.stale + 1, improved };
}
