export interface KernelHistogramOptions {
  /** Nodes of the estimate. @default 0, 0.01, ..., 0.99 */
  nodes?: readonly number[];
  /** Width of the Gaussian kernel. @default 0.1 */
  sigma?: number;
  /**
   * Weights of the scores, for scores that stand for many.
   * @default 1 each
   */
  weights?: ArrayLike<number>;
}

/** The nodes of the reference method's similarity distribution. */
export const LOSS_NODES: readonly number[] = Array.from({ length: 100 }, (_, n) => n / 100);

/**
 * Estimate of a score distribution as the similarity-distribution losses make it: h_r = sum_s exp(-((s - t_r) / sigma)^2 / 2) over
 * the nodes t_r, divided by its sum. Range of a share 0 .. 1; ideal: alike for all groups.
 *
 * Source: the distribution loss of the reference method, after Huang et al., arXiv 2002.03662 (DDL).
 *
 * @returns one share a node; they sum to 1.
 * @throws RangeError for no scores.
 */
export function kernelHistogram(
  scores: ArrayLike<number>,
  { nodes = LOSS_NODES, sigma = 0.1, weights }: KernelHistogramOptions = {},
): Float64Array {
  if (scores.length === 0) throw new RangeError('a histogram needs at least one score');
  const height = Float64Array.from(nodes, (node) => {
    let sum = 0;
    for (let n = 0; n < scores.length; n++) {
      const distance = ((scores[n] as number) - node) / sigma;
      sum += (weights?.[n] ?? 1) * Math.exp(-0.5 * distance * distance);
    }
    return sum;
  });
  const total = height.reduce((sum, h) => sum + h, 0);
  return height.map((h) => h / total);
}
