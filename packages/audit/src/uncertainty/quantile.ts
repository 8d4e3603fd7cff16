/** Quantile of sorted values, linear between neighbours. */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  return between(sorted, p * (sorted.length - 1));
}

/**
 * Bound of an interval from sorted resampled values: the ((R + 1) p)-th of R, which a further value would fall below with probability p.
 *
 * Source: Davison, Hinkley, Bootstrap Methods and their Application, 1997, section 2.4.
 */
export function resampledBound(sorted: ArrayLike<number>, p: number): number {
  return between(sorted, Math.min(sorted.length - 1, Math.max(0, p * (sorted.length + 1) - 1)));
}

function between(sorted: ArrayLike<number>, place: number): number {
  const below = Math.floor(place);
  const low = sorted[below] as number;
  return low + (place - below) * ((sorted[Math.min(below + 1, sorted.length - 1)] as number) - low);
}
