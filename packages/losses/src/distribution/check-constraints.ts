import type { Constraints, DivergenceConstraint } from './constraints';

const LISTS = {
  anchor: ['pairs', 'first', 'mean'],
  divergence: ['kl', 'js', 'wasserstein'],
  across: ['own', 'all'],
} as const;

/** @throws Error for weights that are no numbers, unknown groups, and choices that contradict each other. */
export function checkConstraints(constraints: Constraints, groups: readonly string[]): void {
  const { kl, entropy, order, genuine } = constraints;
  for (const [kind, constraint] of Object.entries({ kl, entropy, order, genuine })) {
    if (constraint === undefined) continue;
    if (groups.length === 0) throw new Error(`constraints.${kind}: there are no groups to hold it to.`);
    for (const [field, value] of Object.entries(constraint)) {
      if (['weight', 'positives', 'negatives'].includes(field)) checkWeight(`constraints.${kind}.${field}`, value);
      if (field in LISTS) checkChoice(`constraints.${kind}.${field}`, value, LISTS[field as keyof typeof LISTS]);
    }
    if (constraint.weight === undefined) throw new Error(`constraints.${kind}: its weight is missing.`);
  }
  if (genuine !== undefined && typeof genuine.threshold !== 'number') {
    throw new Error('constraints.genuine: its threshold is missing.');
  }
  if (kl === undefined) return;
  checkTail(kl.tail);
  if (groups.length < 2) throw new Error('constraints.kl: two groups at least are needed.');
  const { between = 'all', anchor = 'pairs' } = kl;
  if (between === 'all') return;
  if (anchor !== 'pairs') throw new Error(`constraints.kl: 'between' goes with anchor 'pairs', not '${anchor}'.`);
  if (between.length === 0) throw new Error('constraints.kl: between names no pair.');
  for (const pair of between) {
    const unknown = pair.filter((name) => !groups.includes(name));
    if (unknown.length > 0) {
      throw new Error(`constraints.kl: there is no group '${unknown.join("', '")}'; groups are ${groups.join(', ')}.`);
    }
    if (pair.length !== 2 || pair[0] === pair[1]) {
      throw new Error(`constraints.kl: between holds pairs of different groups; found [${pair.join(', ')}].`);
    }
  }
}

export function checkWeight(what: string, value: unknown): void {
  if (value === undefined || (typeof value === 'number' && value >= 0 && value < Infinity)) return;
  throw new Error(`${what} must be a number of at least 0; found ${JSON.stringify(value)}.`);
}

function checkTail(tail: DivergenceConstraint['tail']): void {
  if (tail === undefined || tail === null) return;
  const [step, rate] = ['from' in tail, 'rate' in tail];
  if (step === rate) throw new Error('constraints.kl.tail holds either from (and below) or rate.');
  const value = 'rate' in tail ? tail.rate : tail.from;
  if (!Number.isFinite(value)) {
    throw new Error(`constraints.kl.tail.${rate ? 'rate' : 'from'} must be a number; found ${JSON.stringify(value)}.`);
  }
  if ('below' in tail) checkWeight('constraints.kl.tail.below', tail.below);
}

function checkChoice(what: string, value: unknown, choices: readonly string[]): void {
  if (value === undefined || choices.includes(value as string)) return;
  throw new Error(`${what} must be one of ${choices.join(', ')}; found ${JSON.stringify(value)}.`);
}
