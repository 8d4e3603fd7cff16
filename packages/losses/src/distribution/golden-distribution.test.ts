import * as tf from '@tensorflow/tfjs';
import { computeOn, engines } from '../testing/engines';
import { apart, golden } from '../testing/golden';
import { distributionLoss } from './distribution-loss';
import { jsDivergence, klDivergence, wasserstein } from './divergence';
import { entropy } from './entropy';
import { resolveHistogram } from './histogram-options';
import { kernelHistogram } from './kernel-histogram';
import { wholeSet } from './score-set';

interface SetCase {
  scores: number[];
  p: number[];
  entropy: number;
  entropyGradient: number[];
  pGradient: number[];
}
interface Compared {
  value: number;
  gradientA?: number[];
  gradientB?: number[];
}
interface DdlCase {
  teacher: { positives: string; negatives: string };
  students: { positives: string; negatives: string }[];
  value: number;
  gradients: Record<string, number[]>;
  p?: Record<string, number[]>;
  wasserstein1Positives?: number;
  jsPositives?: number;
}
const file = golden<{
  cotangent: number[];
  sets: Record<string, SetCase>;
  pairs: { a: string; b: string; kl: Compared; js: Compared; wasserstein1: Compared }[];
  order: {
    positives: string;
    negatives: string;
    value: number;
    gradientPositives: number[];
    gradientNegatives: number[];
  }[];
  ddl: { cases: DdlCase[] };
}>('distribution');
const sets = Object.entries(file.sets).filter(([name]) => name !== 'empty');
const scoresOf = (name: string): number[] => (file.sets[name] as SetCase).scores;
const shape = resolveHistogram();
const histogram = (values: tf.Tensor) => kernelHistogram(wholeSet(values as tf.Tensor1D), shape);

/** Largest difference, in units of 1 + the largest expected number. */
const relative = (found: number[] | undefined, expected: number[]): number =>
  apart(found, expected) / (1 + Math.max(...expected.map(Math.abs)));

describe.each(engines)('distributions on the %s engine', (engine) => {
  it.each(sets)('of the set %s', async (_, { scores, p, entropy: h, entropyGradient, pGradient }) => {
    const found = await computeOn(engine, () => {
      const values = tf.tensor1d(scores);
      const along = (x: tf.Tensor) => tf.sum(tf.mul(histogram(x), tf.tensor1d(file.cotangent)));
      return {
        p: histogram(values),
        entropy: entropy(histogram(values)),
        entropyGradient: tf.grad((x) => entropy(histogram(x)))(values),
        pGradient: tf.grad(along)(values),
      };
    });
    if (found === undefined) return;
    expect(relative(found.p, p)).toBeLessThan(1e-6);
    expect(relative(found.entropy, [h])).toBeLessThan(5e-6);
    expect(relative(found.entropyGradient, entropyGradient)).toBeLessThan(1e-5);
    expect(relative(found.pGradient, pGradient)).toBeLessThan(1e-5);
  });

  it.each(file.pairs.map((pair) => [`${pair.a} and ${pair.b}`, pair] as const))('of %s compared', async (_, pair) => {
    const measures = {
      kl: (a: tf.Tensor, b: tf.Tensor) => klDivergence(histogram(a), histogram(b)),
      js: (a: tf.Tensor, b: tf.Tensor) => jsDivergence(histogram(a), histogram(b)),
      wasserstein1: (a: tf.Tensor, b: tf.Tensor) => wasserstein(histogram(a), histogram(b), shape.step),
    };
    for (const measure of ['kl', 'js', 'wasserstein1'] as const) {
      const found = await computeOn(engine, () => {
        const given = [tf.tensor1d(scoresOf(pair.a)), tf.tensor1d(scoresOf(pair.b))];
        const between = (...[a, b]: tf.Tensor[]) => measures[measure](a as tf.Tensor, b as tf.Tensor);
        const { value, grads } = tf.valueAndGrads((...args) => between(...args) as tf.Scalar)(given);
        return { value, a: grads[0] as tf.Tensor, b: grads[1] as tf.Tensor };
      });
      if (found === undefined) return;
      const { value, gradientA, gradientB } = pair[measure];
      expect(relative(found.value, [value])).toBeLessThan(1e-5);
      // Sets outside the nodes have exponents of -41 and less, of which float32 keeps five digits after the exponential.
      const tolerance = pair.a === 'onlyBelow' ? 2e-4 : 1e-5;
      // |x| has no gradient at 0: none is given where both sets are the same.
      if (gradientA !== undefined) expect(relative(found.a, gradientA)).toBeLessThan(tolerance);
      if (gradientB !== undefined) expect(relative(found.b, gradientB)).toBeLessThan(tolerance);
      expect([...found.a, ...found.b].every(Number.isFinite)).toBe(true);
    }
  });

  it('of positives above negatives', async () => {
    for (const { positives, negatives, value, gradientPositives, gradientNegatives } of file.order) {
      const found = await computeOn(engine, () => {
        const loss = (up: tf.Tensor, down: tf.Tensor) =>
          distributionLoss(
            { g: { positives: wholeSet(up as tf.Tensor1D), negatives: wholeSet(down as tf.Tensor1D) } },
            { order: { weight: 1 } },
          ).total;
        const given = [tf.tensor1d(scoresOf(positives)), tf.tensor1d(scoresOf(negatives))];
        const { value, grads } = tf.valueAndGrads((up, down) => loss(up as tf.Tensor, down as tf.Tensor))(given);
        return { value, up: grads[0] as tf.Tensor, down: grads[1] as tf.Tensor };
      });
      if (found === undefined) return;
      expect(apart(found.value, [value])).toBeLessThan(1e-6);
      expect(apart(found.up, gradientPositives)).toBeLessThan(1e-6);
      expect(apart(found.down, gradientNegatives)).toBeLessThan(1e-6);
    }
  });

  it.each(file.ddl.cases.map((test, i) => [i + 1, test] as const))(
    'of distribution distillation, case %d',
    async (_, test) => {
      const groups = [test.teacher, ...test.students];
      const ddlShape = resolveHistogram({ nodes: 201, from: -1, to: 1 });
      const names = Object.keys(test.gradients);
      const found = await computeOn(engine, () => {
        const loss = (...given: tf.Tensor[]) => {
          const set = (name: string) => wholeSet(given[names.indexOf(name)] as tf.Tensor1D);
          const scores = groups.map(({ positives, negatives }, i) => {
            return [`g${i}`, { positives: set(positives), negatives: set(negatives) }] as const;
          });
          return distributionLoss(
            Object.fromEntries(scores),
            { kl: { weight: 0.1, anchor: 'first', negatives: 0.2 }, order: { weight: 0.5, across: 'all' } },
            { nodes: 201, from: -1, to: 1, sigma: 0.1 },
          ).total;
        };
        const given = names.map((name) => tf.tensor1d(scoresOf(name)));
        const { value, grads } = tf.valueAndGrads(loss)(given);
        const p = names.map(
          (name, i) => [`p ${name}`, kernelHistogram(wholeSet(given[i] as tf.Tensor1D), ddlShape)] as const,
        );
        const [p0, p1] = [groups[0], groups[1]].map((group) => {
          const set = wholeSet(given[names.indexOf(group?.positives as string)] as tf.Tensor1D);
          return kernelHistogram(set, ddlShape);
        }) as [tf.Tensor1D, tf.Tensor1D];
        return {
          value,
          js: jsDivergence(p0, p1),
          wasserstein: wasserstein(p0, p1, ddlShape.step),
          ...Object.fromEntries(names.map((name, i) => [name, grads[i] as tf.Tensor])),
          ...Object.fromEntries(p),
        };
      });
      if (found === undefined) return;
      const numbers = found as Record<string, number[]>;
      expect(apart(numbers.value, [test.value])).toBeLessThan(1e-5);
      const { jsPositives, wasserstein1Positives } = test;
      if (jsPositives !== undefined) expect(apart(numbers.js, [jsPositives])).toBeLessThan(1e-5);
      if (wasserstein1Positives !== undefined) {
        expect(apart(numbers.wasserstein, [wasserstein1Positives])).toBeLessThan(1e-5);
      }
      for (const name of names) expect(relative(numbers[name], test.gradients[name] as number[])).toBeLessThan(1e-5);
      for (const [name, p] of Object.entries(test.p ?? {}))
        expect(relative(numbers[`p ${name}`], p)).toBeLessThan(1e-6);
    },
  );
});
