import type { Constraints, DivergenceConstraint } from '../distribution/constraints';
import { type HistogramOptions, resolveHistogram } from '../distribution/histogram-options';

/** Similarities of every group. */
export type NaiveGroups = Record<string, { positives: number[]; negatives: number[] }>;

/**
 * The terms of groups' distributions once more, in double precision, straight from the formulas.
 *
 * @param fixed where anchors without a gradient are computed
 */
export function naiveTerms(
  groups: NaiveGroups,
  constraints: Constraints,
  options: HistogramOptions = {},
  fixed = groups,
) {
  const { kl, entropy, order, genuine } = constraints;
  const shape = resolveHistogram(options);
  const names = Object.keys(groups);
  const terms: Record<string, number> = {};
  for (const side of ['positives', 'negatives'] as const) {
    const word = side.slice(0, -1);
    const histograms = (of: NaiveGroups) =>
      Object.fromEntries(names.map((name) => [name, naiveHistogram(of[name]?.[side] ?? [], options)]));
    const moving = histograms(groups);
    const p = (name: string, of = moving): number[] => of[name] as number[];
    if (entropy !== undefined) {
      for (const name of names) {
        const h = -p(name).reduce((sum, value) => sum + value * Math.log(value + 1e-9), 0);
        terms[`entropy/${word}/${name}`] = entropy.weight * (entropy[side] ?? 1) * h;
      }
    }
    if (kl === undefined) continue;
    const { anchor = 'pairs', divergence = 'kl', between = 'all', tail } = kl;
    const still = kl.stopGradient === true ? histograms(fixed) : moving;
    const weights = naiveWeights(tail, shape.positions);
    const mean = shape.positions.map((_, r) => average(names.map((name) => p(name, still)[r] as number)));
    const add = (a: string, b: string, first: number[], second: number[]) => {
      const value = compare[divergence](first, second, weights, shape.step, tail !== undefined && tail !== null);
      terms[`${divergence}/${word}/${a}~${b}`] = kl.weight * (kl[side] ?? 1) * value;
    };
    if (anchor === 'mean') names.forEach((name) => add(name, 'mean', p(name), mean));
    if (anchor === 'first')
      names.slice(1).forEach((name) => add(names[0] as string, name, p(names[0] as string, still), p(name)));
    if (anchor === 'pairs') {
      const all = names.flatMap((a, i) =>
        names.flatMap((b, j) => (i === j || (divergence !== 'kl' && i > j) ? [] : [[a, b] as const])),
      );
      for (const [a, b] of between === 'all' ? all : between) add(a, b, p(a, still), p(b));
    }
  }
  for (const name of names) {
    const { positives = [], negatives = [] } = groups[name] ?? {};
    const others = order?.across === 'all' ? names.length : 1;
    if (order !== undefined)
      terms[`order/${name}`] = -order.weight * others * (average(positives) - average(negatives));
    if (genuine !== undefined) {
      terms[`genuine/${name}`] =
        genuine.weight * average(positives.map((s) => Math.max(0, genuine.threshold - s) ** 2));
    }
  }
  return terms;
}

export function naiveHistogram(scores: readonly number[], options: HistogramOptions = {}): number[] {
  const { positions, sigma, kernel, from, to } = resolveHistogram(options);
  const weight = (s: number, t: number) =>
    kernel === 'gaussian'
      ? Math.exp(-0.5 * ((s - t) / sigma) ** 2)
      : Math.max(0, 1 - Math.abs(Math.min(to, Math.max(from, s)) - t) / sigma);
  const h = positions.map((t) => scores.reduce((sum, s) => sum + weight(s, t), 0));
  const total = h.reduce((sum, value) => sum + value, 0);
  return h.map((value) => value / total);
}

function naiveWeights(tail: DivergenceConstraint['tail'], nodes: readonly number[]): number[] {
  if (!tail) return nodes.map(() => 1);
  if ('from' in tail) return nodes.map((t) => (t < tail.from - 1e-9 ? (tail.below ?? 0) : 1));
  const mean = average(nodes.map((t) => Math.exp(tail.rate * t)));
  return nodes.map((t) => Math.exp(tail.rate * t) / mean);
}

type Compare = (p: number[], q: number[], weights: number[], step: number, generalised: boolean) => number;

const klSum: Compare = (p, q, weights, _, generalised) =>
  p.reduce((sum, value, r) => {
    const [a, b] = [value + 1e-9, (q[r] as number) + 1e-9];
    return sum + (weights[r] as number) * (a * Math.log(a / b) + (generalised ? b - a : 0));
  }, 0);

const compare: Record<'kl' | 'js' | 'wasserstein', Compare> = {
  kl: klSum,
  js: (p, q, ...rest) => {
    const middle = p.map((value, r) => (value + (q[r] as number)) / 2);
    return (klSum(p, middle, ...rest) + klSum(q, middle, ...rest)) / 2;
  },
  wasserstein: (p, q, weights, step) => {
    let [apart, sum] = [0, 0];
    for (let r = 0; r < p.length - 1; r++) {
      apart += (p[r] as number) - (q[r] as number);
      sum += (weights[r] as number) * Math.abs(apart) * step;
    }
    return sum;
  },
};

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
