import { maxMinRatio } from '../fairness/max-min-ratio';
import type { GroupErrors } from '../fairness/group-error-rates';
import { levelOf, normalQuantile } from '../uncertainty/normal';
import { ratioInterval, type UncertainRate } from '../uncertainty/ratio-interval';
import type { Rate } from '../uncertainty/rate';
import { wilsonInterval } from '../uncertainty/wilson-interval';
import { finite } from './finite';
import type { AuditResult } from './audit-schema';
import { sampleSentence } from './sample-to-decide';

export type Verdict = AuditResult['verdict']['verdict'];
export type GroupRatio = AuditResult['ratios'][number];
type ErrorVerdict = AuditResult['verdict']['errors'][number];

/** Largest ratio between two groups' rates that counts as fair. */
export interface Tolerance {
  /** @default 1.5 */
  fmrRatio?: number;
  /** @default 1.5 */
  fnmrRatio?: number;
}

/**
 * Ratios of the groups' rates, the higher one on top, for every pair of groups. The level is divided among them (Bonferroni),
 * so that all intervals together hold with 95 %.
 */
export function groupRatios(groups: readonly GroupErrors[], error: 'fmr' | 'fnmr'): GroupRatio[] {
  const known = groups.filter((group) => group[error].n > 0);
  const comparisons = (known.length * (known.length - 1)) / 2;
  const z = normalQuantile(1 - 0.05 / (2 * Math.max(1, comparisons)));
  return known.flatMap((one, n) =>
    known.slice(n + 1).map((other) => {
      const [a, b] = rateOf(one[error]) >= rateOf(other[error]) ? [one, other] : [other, one];
      const { lower, upper } = ratioInterval(asRate(a[error], z), asRate(b[error], z), z);
      const ratio = maxMinRatio([rateOf(a[error]), rateOf(b[error])]);
      return { error, a: a.group, b: b.group, ratio: finite(ratio), lower: finite(lower), upper: finite(upper) };
    }),
  );
}

const rateOf = (rate: Rate): number => rate.rate ?? 0;

/**
 * A rate with bounds at the level of z. Where there is no error, or nothing but errors, nothing varies from person to person; the
 * bounds are then the exact ones of min(pairs, people / 2) independent pairs.
 */
function asRate({ k, n, people, rate, variance }: Rate, z: number): UncertainRate {
  if (k > 0 && k < n) return { rate: rate ?? 0, variance, ...wilsonInterval({ k, n, variance, people, z }) };
  const effective = Math.max(1, Math.min(n, people / 2));
  const bound = ((1 - levelOf(z)) / 2) ** (1 / effective);
  return { rate: rate ?? 0, variance: 0, lower: k === 0 ? 0 : bound, upper: k === 0 ? 1 - bound : 1 };
}

/**
 * Whether the groups' rates differ more than the tolerance: `within` where every pair of groups has its whole interval at or
 * below it, `exceeds` where some pair has its whole interval above it, else `inconclusive`.
 */
export function judgeError(
  ratios: readonly GroupRatio[],
  error: 'fmr' | 'fnmr',
  groups: readonly GroupErrors[],
  tolerance: number,
): Omit<ErrorVerdict, 'needed'> {
  const own = ratios.filter((ratio) => ratio.error === error);
  const known = groups.filter((group) => group[error].n > 0);
  // The larger direction of each pair: the lower group may in truth be the higher one.
  const most = own.map(({ lower, upper }) =>
    Math.max(upper ?? Infinity, lower === null || lower === 0 ? Infinity : 1 / lower),
  );
  const least = own.map(({ lower, upper }) => Math.max(lower ?? 0, upper === null ? 0 : 1 / upper, 1));
  // Two groups with a handful of pairs can have the largest ratio by chance: the one with the largest lower bound is told.
  const bound = (one: GroupRatio): number => one.lower ?? 0;
  const clearest = own.reduce<GroupRatio | undefined>(
    (best, one) => (best === undefined || bound(one) > bound(best) ? one : best),
    undefined,
  );
  const complete = known.length === groups.length && own.length > 0;
  const verdict: Verdict = least.some((bound) => bound > tolerance)
    ? 'exceeds'
    : complete && most.every((bound) => bound <= tolerance)
      ? 'within'
      : 'inconclusive';
  return {
    error,
    verdict,
    worst: clearest?.a ?? '',
    best: clearest?.b ?? '',
    ratio: clearest?.ratio ?? null,
    lower: own.length === 0 ? null : finite(Math.max(...least)),
    upper: own.length === 0 ? null : finite(Math.max(...most)),
  };
}

const NAMES = { fmr: 'False matches (FMR)', fnmr: 'False non-matches (FNMR)' };

/** The verdict in plain words, a line for the whole and one for each kind of error. */
export function verdictText(
  errors: readonly ErrorVerdict[],
  verdict: Verdict,
  limits: { fmr: number; fnmr: number },
  ratios: readonly GroupRatio[],
): string {
  const opening = {
    within: 'No two groups differ by more than the tolerance, whichever values in the intervals are true.',
    exceeds: 'At least two groups differ by more than the tolerance, whichever values in the intervals are true.',
    inconclusive: 'These pairs cannot tell whether the groups differ by more than the tolerance.',
  }[verdict];
  const details = errors.map((own) => {
    if (own.lower === null) return `${NAMES[own.error]}: fewer than two groups have pairs to count.`;
    const start = own.lower > 1 ? 'Clearest difference' : 'No difference is certain; nearest to it';
    return `${NAMES[own.error]}: ${own.verdict}. ${start}: ${clearest(own, ratios)}. ${largest(own.lower, own.upper)}; the tolerance is ${limits[own.error]}.${more(own, limits[own.error])}`;
  });
  return [opening, ...details].join('\n');
}

/** What it would take to decide. */
function more({ error, verdict, needed }: ErrorVerdict, tolerance: number): string {
  if (verdict !== 'inconclusive' || needed === null) return '';
  return ` ${sampleSentence(needed, tolerance, error === 'fmr' ? 'impostor' : 'genuine')}`;
}

/** The two groups that differ most for certain, by how much and how sure. */
function clearest({ error, worst, best, ratio }: ErrorVerdict, ratios: readonly GroupRatio[]): string {
  if (ratio === 1) return `${worst} and ${best} have the same rate`;
  const found = ratios.find((one) => one.error === error && one.a === worst && one.b === best);
  const [lower, upper] = [found?.lower ?? 0, found?.upper ?? null];
  const sure = upper === null ? `from ${show(lower)} up` : `${show(lower)} to ${show(upper)}`;
  return ratio === null
    ? `${worst} has errors where ${best} has none`
    : `${worst} has ${show(ratio)} times the rate of ${best} (95 %: ${sure})`;
}

function largest(lower: number, upper: number | null): string {
  const name = 'The largest ratio between any two groups';
  if (upper !== null) return `${name} is between ${show(lower)} and ${show(upper)}`;
  return lower > 1
    ? `${name} is at least ${show(lower)}; these pairs set no upper limit`
    : `${name} could be anything: these pairs set no limit`;
}

const show = (ratio: number): string => (ratio < 100 ? ratio.toFixed(2) : ratio.toFixed(0));
