import type { VerificationData } from '../read/verification-data';
import { type ChallengeCell, type ChallengeOptions, challengeTable } from '../fairness/challenge-auc';
import { type ChallengeBiasOptions, planBias } from '../fairness/challenge-bias';
import { movedAucs, type PlacedPairs, resampleWithBackground } from '../uncertainty/auc-background';
import { moments } from '../uncertainty/moments';
import { type IntervalKind, replicateInterval } from '../uncertainty/replicate-interval';
import type { AuditResult } from './audit-schema';
import { finite } from './finite';

type Challenge = NonNullable<AuditResult['challenge']>;

export interface AuditChallengeOptions
  extends Pick<ChallengeOptions, 'protected' | 'legitimate'>, ChallengeBiasOptions {
  multiplicities: Uint8Array;
  resamples: number;
  interval: IntervalKind;
}

/** The challenge's AUC table and the bias numbers made of it, with intervals; pairs in rising order of their scores. */
export function auditChallenge(data: VerificationData, placed: PlacedPairs, options: AuditChallengeOptions): Challenge {
  const { multiplicities, resamples, interval, weights = 'count', gap = 'max-min' } = options;
  const table = challengeTable(data, placed, options);
  const side = (kind: 0 | 1): Challenge['positive'] => {
    const own = table.cells.filter(({ slot }) => slot % 2 === kind);
    const cells = own.map(({ cell }) => cell);
    const plan = planBias(cells, table.protected.names, options);
    const { bias, discrimination } = plan.evaluate(cells.map(({ auc }) => auc));
    const counts = { strataUsed: plan.strataUsed.length, strataSkipped: plan.strataSkipped };
    if (bias === null) return { cells, bias, lower: null, upper: null, discrimination, ...counts };
    const slots = plan.used.map((place) => own[place]?.slot ?? 0);
    const [found, common] = [cells.map((cell) => cell.auc), commonAucs(cells)];
    const at = (aucs: readonly number[], n: number): number => aucs[plan.used[n] ?? -1] ?? NaN;
    const moves = resampleWithBackground(
      table.means,
      table.clusters,
      slots,
      placed.background,
      multiplicities,
      resamples,
    );
    const auc = new Float64Array(cells.length);
    const biasesOf = (resampled: readonly Float64Array[]): Float64Array =>
      Float64Array.from({ length: resamples }, (_, r) => {
        plan.used.forEach((place, n) => (auc[place] = resampled[n]?.[r] ?? NaN));
        return plan.evaluate(auc).bias ?? NaN;
      });
    const biases = biasesOf(moves.map((move, n) => movedAucs(at(found, n), move, placed.background)));
    const alike = moves.map((move, n) =>
      movedAucs(at(common, n), move, placed.background, move.typical(at(common, n))),
    );
    const chance = inUnitsOfError(
      biasesOf(alike),
      alike,
      plan.used.map((place) => cells[place]?.n ?? 0),
    );
    const { lower, upper } = replicateInterval(bias, biases, {
      kind: interval,
      range: [0, 1],
      inequality: { ideal: 0, scale: 'distance', chance },
    });
    return { cells, bias, lower: finite(lower), upper: finite(upper), discrimination, ...counts };
  };
  return { legitimate: [...options.legitimate], weights, gap, positive: side(1), negative: side(0) };
}

/**
 * Biases that chance alone makes, in units of the error 1 - AUC over all cells of the same resample, times its mean. A few badly placed
 * pairs make both the bias and that error large, in the resamples as in the audit, where the error is known and does not vary:
 * what is left is how far the cells are apart at an error such as the one found.
 *
 * Source: a test statistic should depend as little as it can on what is not asked for; Beran, Journal of the American Statistical
 * Association 83, 1988 (prepivoting).
 *
 * @param aucs for each cell its AUC in every resample.
 * @param pairs of each cell.
 */
export function inUnitsOfError(
  biases: Float64Array,
  aucs: readonly Float64Array[],
  pairs: readonly number[],
): Float64Array {
  const errors = biases.map((_, r) =>
    aucs.reduce((sum, auc, n) => sum + (pairs[n] as number) * (1 - (auc[r] as number)), 0),
  );
  const { mean } = moments(errors);
  return biases.map((bias, r) => (bias === 0 ? 0 : (bias * mean) / (errors[r] as number)));
}

/** For each cell the AUC of all pairs that are alike in the legitimate attributes, whatever the group. */
function commonAucs(cells: readonly ChallengeCell[]): number[] {
  const sums = new Map<string, { auc: number; n: number }>();
  for (const { legitimate, auc, n } of cells) {
    const sum = sums.get(legitimate) ?? { auc: 0, n: 0 };
    sums.set(legitimate, { auc: sum.auc + n * auc, n: sum.n + n });
  }
  return cells.map(({ legitimate }) => {
    const { auc = NaN, n = 0 } = sums.get(legitimate) ?? {};
    return auc / n;
  });
}
