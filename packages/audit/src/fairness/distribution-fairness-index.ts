/**
 * DFI: 1 - (1 / (K log2 K)) sum_k KL2(f_k || mean f) over the groups' score distributions, KL2 in bits. Range 0 .. 1, ideal 1. The twin,
 * for evaluation, of the KL loss. Source of name and idea: Kotwal, Marcel, arXiv 2306.10919; the formula is recalled, not verified.
 *
 * @param distributions one a group, over the same nodes, each summing to 1.
 */
export function distributionFairnessIndex(distributions: readonly ArrayLike<number>[]): number {
  const groups = distributions.length;
  if (groups < 2) return 1;
  const nodes = distributions[0]?.length ?? 0;
  let sum = 0;
  for (let n = 0; n < nodes; n++) {
    const mean = distributions.reduce((total, f) => total + (f[n] as number), 0) / groups;
    for (const f of distributions) {
      const p = f[n] as number;
      if (p > 0) sum += p * Math.log2(p / mean);
    }
  }
  return 1 - sum / (groups * Math.log2(groups));
}
