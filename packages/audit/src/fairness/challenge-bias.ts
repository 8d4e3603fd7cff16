import type { ChallengeCell } from './challenge-auc';
import { standardDeviation } from './standard-deviation';

export interface ChallengeBiasOptions {
  /**
   * How legitimate cells are averaged: by their pairs, all alike, or by the pairs of their smallest group.
   * @default 'count'
   */
  weights?: 'count' | 'uniform' | 'overlap';
  /**
   * How the groups' discrimination becomes one number: largest minus smallest, the largest, or the standard deviation.
   * @default 'max-min'
   */
  gap?: 'max-min' | 'to-best' | 'std';
  /** Cells with fewer pairs count as missing. @default 1 */
  minCell?: number;
  /**
   * What happens to a legitimate cell that lacks a group: it is left out, or the groups that are there are compared.
   * @default 'skip-stratum'
   */
  missing?: 'skip-stratum' | 'skip-cell';
}

export interface ChallengeBias {
  /** `null` where no legitimate cell can be used. */
  bias: number | null;
  /** For each group the averaged distance of its AUC from the best group's. */
  discrimination: Record<string, number>;
  strataUsed: string[];
  strataSkipped: number;
}

/**
 * One bias number from the AUC table of the challenge: in each legitimate cell d(x, a) = max_a' AUC(x, a') - AUC(x, a), averaged over
 * the cells, and bias = max_a D(a) - min_a D(a). Range 0 .. 1, ideal 0.
 *
 * Source: a reconstruction. The AUC table follows the organisers' code, this last step was found in no public copy. Compare such
 * numbers only with others made by the same parameters, not with the challenge's leaderboard.
 *
 * @param groups names of all groups that a legitimate cell should have.
 */
export function challengeBias(
  cells: readonly ChallengeCell[],
  groups: readonly string[],
  options: ChallengeBiasOptions = {},
): ChallengeBias {
  const plan = planBias(cells, groups, options);
  return {
    ...plan.evaluate(cells.map(({ auc }) => auc)),
    strataUsed: plan.strataUsed,
    strataSkipped: plan.strataSkipped,
  };
}

/** The part of the computation that does not change when the AUCs are resampled. */
export interface BiasPlan {
  strataUsed: string[];
  strataSkipped: number;
  /** Places of the cells that are used. */
  used: number[];
  /** The bias for other AUCs of the same cells. */
  evaluate(auc: ArrayLike<number>): Pick<ChallengeBias, 'bias' | 'discrimination'>;
}

/** Prepares `challengeBias` for repeated use. */
export function planBias(
  cells: readonly ChallengeCell[],
  groups: readonly string[],
  { weights = 'count', gap = 'max-min', minCell = 1, missing = 'skip-stratum' }: ChallengeBiasOptions = {},
): BiasPlan {
  const strata = new Map<string, { group: number; place: number; n: number }[]>();
  cells.forEach(({ legitimate, protected: name, n }, place) => {
    const group = groups.indexOf(name);
    const members = strata.get(legitimate) ?? [];
    if (group >= 0 && n >= minCell) members.push({ group, place, n });
    strata.set(legitimate, members);
  });
  const needed = missing === 'skip-stratum' ? groups.length : 2;
  const used = [...strata].filter(([, members]) => members.length >= needed);
  const weightOf = (members: readonly { n: number }[]): number =>
    weights === 'uniform'
      ? 1
      : weights === 'count'
        ? members.reduce((sum, { n }) => sum + n, 0)
        : Math.min(...members.map(({ n }) => n)) * members.length;
  const weighted = used.map(([, members]) => ({ members, weight: weightOf(members) }));
  return {
    strataUsed: used.map(([name]) => name),
    strataSkipped: strata.size - used.length,
    used: used.flatMap(([, members]) => members.map(({ place }) => place)),
    evaluate(auc) {
      const sums = new Float64Array(groups.length);
      const totals = new Float64Array(groups.length);
      for (const { members, weight } of weighted) {
        let best = 0;
        for (const { place } of members) best = Math.max(best, auc[place] as number);
        for (const { group, place } of members) {
          sums[group] = (sums[group] as number) + weight * (best - (auc[place] as number));
          totals[group] = (totals[group] as number) + weight;
        }
      }
      const discrimination: Record<string, number> = {};
      groups.forEach((name, g) => {
        if ((totals[g] as number) > 0) discrimination[name] = (sums[g] as number) / (totals[g] as number);
      });
      const values = Object.values(discrimination);
      if (values.length < 2) return { bias: null, discrimination };
      const most = Math.max(...values);
      const bias = gap === 'std' ? standardDeviation(values, 0) : gap === 'to-best' ? most : most - Math.min(...values);
      return { bias, discrimination };
    },
  };
}
