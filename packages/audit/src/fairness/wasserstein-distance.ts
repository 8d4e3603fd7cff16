/**
 * Wasserstein-1 distance of two distributions over the same evenly spaced nodes: the area between their cumulative sums, in
 * score units. Range 0 .. length of the support, ideal 0.
 *
 * Source: S. Vallender, Theory of Probability and its Applications 18, 1974 (the form in one dimension).
 *
 * @param step distance of the nodes.
 */
export function wassersteinDistance(a: ArrayLike<number>, b: ArrayLike<number>, step = 0.01): number {
  let gap = 0;
  let area = 0;
  for (let n = 0; n + 1 < a.length; n++) {
    gap += (a[n] as number) - (b[n] as number);
    area += Math.abs(gap) * step;
  }
  return area;
}
