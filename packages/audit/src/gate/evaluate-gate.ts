import type { AuditResult } from '../audit/audit-schema';
import type { GateRule, GateRules } from './gate-rules';

/** What became of a rule. */
export interface GateOutcome {
  name: string;
  passed: boolean;
  /** What was judged, with its interval; `null` where there is no finite value. */
  value: number | null;
  lower: number | null;
  upper: number | null;
  /** The outcome in words. */
  message: string;
}

export interface GateResult {
  passed: boolean;
  outcomes: GateOutcome[];
}

type Judged = Pick<GateOutcome, 'value' | 'lower' | 'upper'>;

/**
 * Judges an audit by rules. By default the whole interval must keep the rule: the upper bound for `max`, the lower for `min`. What
 * cannot be judged (no such measure or group, no finite bound) fails: a promise must be shown to be kept.
 */
export function evaluateGate(audit: AuditResult, { fmr, rules }: GateRules): GateResult {
  const { targetFmr } = audit.threshold;
  const outcomes = rules.map((rule) => {
    if (fmr === undefined || fmr === targetFmr) return judge(audit, rule);
    const message = `the rules are about FMR ${fmr}, and the audit is at ${targetFmr}`;
    return { name: nameOf(rule), passed: false, value: null, lower: null, upper: null, message };
  });
  return { passed: outcomes.every(({ passed }) => passed), outcomes };
}

function judge(audit: AuditResult, rule: GateRule): GateOutcome {
  const { max, min, use = 'bound' } = rule;
  const limits = limitsOf(rule);
  const what = whatOf(rule);
  const name = nameOf(rule);
  const candidates = find(audit, rule);
  const nothing = { value: null, lower: null, upper: null };
  if (candidates.length === 0)
    return { name, passed: false, ...nothing, message: `the audit has no ${what}${hint(audit, rule)}` };
  const top = ({ value, upper }: Judged): number => (use === 'value' ? value : upper) ?? Infinity;
  const bottom = ({ value, lower }: Judged): number => (use === 'value' ? value : lower) ?? -Infinity;
  const keeps = (one: Judged): boolean =>
    (max === undefined || top(one) <= max) && (min === undefined || bottom(one) >= min);
  const worst = candidates.reduce((a, b) =>
    max !== undefined ? (top(b) > top(a) ? b : a) : bottom(b) < bottom(a) ? b : a,
  );
  const judged = candidates.find((one) => !keeps(one)) ?? worst;
  const passed = candidates.every(keeps);
  const show = (value: number | null, none: string): string =>
    value === null ? none : String(Number(value.toPrecision(4)));
  const range = `${show(judged.value, 'not finite')} [${show(judged.lower, '-Infinity')}, ${show(judged.upper, 'Infinity')}]`;
  const end =
    use === 'value' ? 'value' : max === undefined ? 'lower bound' : min === undefined ? 'upper bound' : 'interval';
  const message = `${what} is ${range}; the ${end} must be ${limits}`;
  return { name, passed, value: judged.value, lower: judged.lower, upper: judged.upper, message };
}

const whatOf = ({ measure, of, group }: GateRule): string =>
  [measure, of, group].filter((part) => part !== undefined).join(' ');

const limitsOf = ({ max, min }: GateRule): string =>
  [max === undefined ? '' : `<= ${max}`, min === undefined ? '' : `>= ${min}`].filter(Boolean).join(' and ');

const nameOf = (rule: GateRule): string => rule.name ?? `${whatOf(rule)} ${limitsOf(rule)}`;

/** Measures that each group has, and measures of all pairs that are none of the summary measures. */
const OF_GROUPS = ['fmr', 'fnmr', 'accuracy'];
const OF_ALL = ['fmr-ratio', 'fnmr-ratio', 'auc', 'eer'];
const CHALLENGE = ['challenge-bias-positive', 'challenge-bias-negative'];

/** Says where a rule asks for a part of its measure that there is not: judging the whole would promise what nobody looked at. */
function noSuchPart({ measure, of, group }: GateRule): string | undefined {
  if (of !== undefined && [...OF_GROUPS, ...OF_ALL, ...CHALLENGE].includes(measure) && !measure.startsWith(of))
    return `; ${measure} is not of ${of}`;
  return group !== undefined && !OF_GROUPS.includes(measure) ? `; ${measure} is not of a group` : undefined;
}

/** What could have been meant. */
function hint({ rates, measures }: AuditResult, rule: GateRule): string {
  const { group, measure } = rule;
  const wrongPart = noSuchPart(rule);
  if (wrongPart !== undefined) return wrongPart;
  if (group !== undefined) return `; its groups are ${rates.groups.map((one) => one.group).join('; ')}`;
  const others = [...OF_GROUPS, ...OF_ALL, ...measures.map(({ id }) => id)];
  return others.includes(measure) ? '' : `; it has ${[...new Set(others)].join(', ')}`;
}

/** The largest ratio of two groups' rates; `null` where it is infinite. */
function largestRatio({ ratios }: AuditResult, error: 'fmr' | 'fnmr'): number | null {
  const largest = Math.max(...ratios.filter((one) => one.error === error).map(({ ratio }) => ratio ?? Infinity));
  return Number.isFinite(largest) ? largest : null;
}

function find(audit: AuditResult, rule: GateRule): Judged[] {
  const { measure, of, group } = rule;
  if (noSuchPart(rule) !== undefined) return [];
  const { accuracy, challenge, rates, verdict, measures } = audit;
  const groups = rates.groups.filter((one) => group === undefined || one.group === group);
  switch (measure) {
    case 'fmr':
    case 'fnmr':
      return groups.map((one) => ({ value: one[measure].rate, lower: one[measure].lower, upper: one[measure].upper }));
    case 'accuracy':
      return groups.map((one) => ({ value: one.accuracy, lower: one.accuracy, upper: one.accuracy }));
    case 'fmr-ratio':
    case 'fnmr-ratio':
      return verdict.errors
        .filter(({ error, lower }) => `${error}-ratio` === measure && lower !== null)
        .map(({ error, lower, upper }) => ({ value: largestRatio(audit, error), lower, upper }));
    case 'auc':
      return [accuracy.auc];
    case 'eer':
      return [accuracy.eer];
    case 'challenge-bias-positive':
    case 'challenge-bias-negative': {
      const side = challenge?.[measure === 'challenge-bias-positive' ? 'positive' : 'negative'];
      return side === undefined ? [] : [{ value: side.bias, lower: side.lower, upper: side.upper }];
    }
    default:
      return measures.filter((one) => one.id === measure && (of === undefined || one.of === of));
  }
}
