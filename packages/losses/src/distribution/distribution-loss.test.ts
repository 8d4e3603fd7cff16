import * as tf from '@tensorflow/tfjs';
import { normals } from '../testing/batches';
import { centralDifferences } from '../testing/differences';
import { computeOn, engines, startEngine } from '../testing/engines';
import { apart } from '../testing/golden';
import { naiveHistogram, type NaiveGroups, naiveTerms } from '../testing/naive-distributions';
import type { Constraints } from './constraints';
import { distributionLoss } from './distribution-loss';
import { klDivergence } from './divergence';
import { type HistogramOptions, resolveHistogram } from './histogram-options';
import { nodeWeights } from './node-weights';
import { type ScoreSet, wholeSet } from './score-set';

const NAMES = ['a', 'b', 'c'];
const SIDES = ['positives', 'negatives'] as const;

/** Cosines around 0.5 and 0.1: of each group three positives and four negatives, in six rows. */
const SCORES = NAMES.flatMap((_, g) => [
  [...normals(3, g + 1)].map((x) => 0.5 + 0.15 * x),
  [...normals(4, g + 7)].map((x) => 0.1 + 0.15 * x),
]);
const groupsOf = (rows: readonly number[][]): NaiveGroups =>
  Object.fromEntries(
    NAMES.map((name, g) => [name, { positives: rows[2 * g] as number[], negatives: rows[2 * g + 1] as number[] }]),
  );

const cases: [string, Constraints, HistogramOptions][] = [
  ['every ordered pair', { kl: { weight: 0.7 } }, {}],
  [
    'named pairs, sides weighted',
    {
      kl: {
        weight: 1,
        between: [
          ['c', 'a'],
          ['a', 'b'],
        ],
        positives: 0.5,
        negatives: 2,
      },
    },
    {},
  ],
  ['the first as a teacher that stands still', { kl: { weight: 1, anchor: 'first', stopGradient: true } }, {}],
  ['the mean', { kl: { weight: 1, anchor: 'mean' } }, {}],
  [
    'a mean that stands still',
    { kl: { weight: 1, anchor: 'mean', stopGradient: true } },
    { from: -1, to: 1, nodes: 201 },
  ],
  ['pairs whose first stands still', { kl: { weight: 1, stopGradient: true } }, { sigma: 0.05 }],
  ['Jensen-Shannon', { kl: { weight: 1, divergence: 'js' } }, {}],
  ['Wasserstein', { kl: { weight: 1, divergence: 'wasserstein' } }, {}],
  ['the tail', { kl: { weight: 1, tail: { from: 0.3 } } }, {}],
  ['the tail, by Jensen-Shannon', { kl: { weight: 1, divergence: 'js', tail: { from: 0.3, below: 0.1 } } }, {}],
  ['the tail, by Wasserstein', { kl: { weight: 1, divergence: 'wasserstein', tail: { from: 0.3 } } }, {}],
  ['the upper nodes the more', { kl: { weight: 1, tail: { rate: 4 } } }, {}],
  [
    'the lower nodes the more, named pairs',
    { kl: { weight: 1, between: [['a', 'b']], tail: { rate: -2 } } },
    { nodes: 201, from: -1, to: 1 },
  ],
  ['the upper nodes the more, by Jensen-Shannon', { kl: { weight: 1, divergence: 'js', tail: { rate: 4 } } }, {}],
  ['the upper nodes the more, by Wasserstein', { kl: { weight: 1, divergence: 'wasserstein', tail: { rate: 4 } } }, {}],
  ['entropy', { entropy: { weight: 0.5, positives: 0.1 } }, {}],
  [
    'triangles',
    { kl: { weight: 1 }, entropy: { weight: 1 } },
    { kernel: 'triangular', nodes: 51, from: -1, to: 1, sigma: 0.33 },
  ],
  [
    'narrow triangles',
    { kl: { weight: 1, divergence: 'wasserstein' } },
    { kernel: 'triangular', nodes: 41, from: -1, to: 1 },
  ],
  ['order', { order: { weight: 0.3 } }, {}],
  ['order across groups', { order: { weight: 0.3, across: 'all' } }, {}],
  ['genuine, and a little order', { genuine: { weight: 2, threshold: 0.55 }, order: { weight: 0.1 } }, {}],
];

const setsOf = (values: readonly tf.Tensor[], of = (values: tf.Tensor1D): ScoreSet => wholeSet(values)) =>
  Object.fromEntries(
    NAMES.map((name, g) => {
      const [positives, negatives] = SIDES.map((_, side) => of(values[2 * g + side] as tf.Tensor1D)) as [
        ScoreSet,
        ScoreSet,
      ];
      return [name, { positives, negatives }] as const;
    }),
  );

describe.each(engines)('distributionLoss on the %s engine', (engine) => {
  it.each(cases)('%s: terms and gradients of the formulas in plain numbers', async (_, constraints, histogram) => {
    const found = await computeOn(engine, () => {
      const given = SCORES.map((row) => tf.tensor1d(row));
      const grads = tf.grads((...values) => distributionLoss(setsOf(values), constraints, histogram).total)(given);
      const { total, terms } = distributionLoss(setsOf(given), constraints, histogram);
      return { gradients: tf.concat(grads), total, ...terms };
    });
    if (found === undefined) return;
    const { gradients, total, ...terms } = found as Record<string, number[]>;
    const expected = naiveTerms(groupsOf(SCORES), constraints, histogram);
    expect(Object.keys(terms).sort()).toEqual(Object.keys(expected).sort());
    for (const [name, value] of Object.entries(expected)) expect(apart(terms[name], [value])).toBeLessThan(1e-5);
    const sum = (rows: number[][]) =>
      Object.values(naiveTerms(groupsOf(rows), constraints, histogram, groupsOf(SCORES))).reduce((a, b) => a + b, 0);
    expect(apart(total, [sum(SCORES)])).toBeLessThan(2e-5);
    const slopes = centralDifferences(SCORES, sum);
    expect(apart(gradients, slopes)).toBeLessThan(1e-4 * (1 + Math.max(...slopes.map(Math.abs))));
  });

  it('a masked similarity is as good as none, and an empty set adds nothing', async () => {
    const constraints: Constraints = {
      kl: { weight: 1 },
      entropy: { weight: 1 },
      order: { weight: 1, across: 'all' },
      genuine: { weight: 1, threshold: 0.6 },
    };
    const run = (rows: number[][], keep: number[][]) =>
      computeOn(engine, () => {
        const sets = (values: tf.Tensor[]) => {
          let at = 0;
          return setsOf(values, (row) => ({ values: row, weights: tf.tensor1d(keep[at++] as number[]) }));
        };
        const given = rows.map((row) => tf.tensor1d(row));
        const grads = tf.grads((...values) => distributionLoss(sets(values), constraints).total)(given);
        return { ...distributionLoss(sets(given), constraints).terms, gradient: tf.concat(grads) };
      });
    const full = SCORES.map((row) => row.map(() => 1));
    const padded = await run(
      SCORES.map((row) => [...row, -0.9, 0.99]),
      full.map((row) => [...row, 0, 0]),
    );
    const plain = await run(SCORES, full);
    if (padded === undefined || plain === undefined) return;
    const { gradient, ...terms } = padded as Record<string, number[]>;
    const { gradient: plainGradient, ...plainTerms } = plain as Record<string, number[]>;
    for (const [name, value] of Object.entries(plainTerms)) expect(apart(terms[name], value)).toBeLessThan(1e-6);
    let at = 0;
    const expected = SCORES.flatMap((row) => [...row.map(() => plainGradient?.[at++] as number), 0, 0]);
    expect(apart(gradient, expected)).toBeLessThan(1e-5);

    const emptyB = await run(
      SCORES,
      full.map((row, i) => (i === 2 ? row.map(() => 0) : row)),
    );
    const { gradient: finite, ...emptyTerms } = emptyB as Record<string, number[]>;
    expect(finite?.every(Number.isFinite)).toBe(true);
    expect(finite?.slice(7, 10)).toEqual([0, 0, 0]);
    for (const [name, value] of Object.entries(emptyTerms)) {
      if (/positive.*b/.test(name) || name === 'genuine/b') expect(Math.abs(value[0] as number)).toBe(0);
      else if (!name.startsWith('order')) expect(apart(value, plainTerms[name] as number[])).toBeLessThan(1e-6);
    }
  });

  it('a set far outside the nodes is still a distribution, with any kernel', async () => {
    for (const kernel of ['gaussian', 'triangular'] as const) {
      const found = await computeOn(engine, () => {
        const loss = (values: tf.Tensor) =>
          distributionLoss(
            { g: { positives: wholeSet(values as tf.Tensor1D), negatives: wholeSet(values as tf.Tensor1D) } },
            { entropy: { weight: 1 } },
            { sigma: 0.012, kernel },
          ).total;
        const values = tf.tensor1d([-0.97, -0.99]);
        return { entropy: loss(values), gradient: tf.grad(loss)(values) };
      });
      if (found === undefined) return;
      // All of it on the first node or two.
      expect(found.entropy[0]).toBeLessThan(1);
      expect(found.entropy[0]).toBeGreaterThanOrEqual(-1e-6);
      expect(found.gradient.every(Number.isFinite)).toBe(true);
    }
  });
});

describe('distributionLoss', () => {
  const groups = () => {
    const set = wholeSet(tf.tensor1d([0.1, 0.2]));
    return { a: { positives: set, negatives: set }, b: { positives: set, negatives: set } };
  };
  const wrong: [Constraints, HistogramOptions, RegExp][] = [
    [{ kl: { weight: 1, between: [['a', 'c']] } }, {}, /no group 'c'; groups are a, b/],
    [{ kl: { weight: 1, between: [['a', 'a']] } }, {}, /pairs of different groups; found \[a, a\]/],
    [{ kl: { weight: 1, between: [] } }, {}, /between names no pair/],
    [
      { kl: { weight: 1, anchor: 'mean', between: [['a', 'b']] } },
      {},
      /'between' goes with anchor 'pairs', not 'mean'/,
    ],
    [{ kl: { weight: -1 } }, {}, /constraints.kl.weight must be a number of at least 0; found -1/],
    [
      { kl: { weight: 1, divergence: 'hellinger' as never } },
      {},
      /divergence must be one of kl, js, wasserstein; found "hellinger"/,
    ],
    [{ kl: { weight: 1, tail: {} as never } }, {}, /tail holds either from \(and below\) or rate/],
    [{ kl: { weight: 1, tail: { from: 0.3, rate: 4 } } }, {}, /tail holds either from \(and below\) or rate/],
    [{ kl: { weight: 1, tail: { rate: 'high' as never } } }, {}, /kl.tail.rate must be a number; found "high"/],
    [{ kl: { weight: 1, tail: { from: NaN } } }, {}, /kl.tail.from must be a number/],
    [{ kl: { weight: 1, tail: { from: 0.3, below: -1 } } }, {}, /kl.tail.below must be a number of at least 0/],
    [{ order: {} as never }, {}, /constraints.order: its weight is missing/],
    [{ genuine: { weight: 1 } as never }, {}, /its threshold is missing/],
    [{ entropy: { weight: 1 } }, { nodes: 1 }, /nodes must be an integer of at least 2; found 1/],
    [{ entropy: { weight: 1 } }, { from: 1, to: 0 }, /from must be below to; found 1 and 0/],
    [{ entropy: { weight: 1 } }, { sigma: 0 }, /sigma must be above 0/],
    [
      { entropy: { weight: 1 } },
      { kernel: 'triangular', sigma: 0.001 },
      /at least the nodes' distance 0.01; found 0.001/,
    ],
    [{ entropy: { weight: 1 } }, { kernel: 'box' as never }, /kernel must be gaussian or triangular; found "box"/],
  ];
  it.each(wrong)('refuses %j with %j', (constraints, histogram, message) => {
    expect(() => distributionLoss(groups(), constraints, histogram)).toThrow(message);
  });

  it('takes groups in the order of a Map, whatever their names', async () => {
    await startEngine('wasm');
    tf.tidy(() => {
      const { a } = groups();
      const named = new Map(['10', '9'].map((name) => [name, a] as const));
      const { terms } = distributionLoss(named, { kl: { weight: 1, anchor: 'first' } });
      expect(Object.keys(terms)).toEqual(['kl/positive/10~9', 'kl/negative/10~9']);
    });
  });

  it('of weighted nodes gives both directions of a pair the sum of w p ln(p / q), and neither below 0', async () => {
    await startEngine('wasm');
    const weights = nodeWeights({ rate: 4 }, resolveHistogram().positions) as number[];
    const row = SCORES[1] as number[];
    const [p, q] = [naiveHistogram(row), naiveHistogram(row.map((s) => s + 0.02))];
    const guarded = (values: number[]) => values.map((value) => value + 1e-9);
    const plain = (a: number[], b: number[]) =>
      a.reduce((sum, value, r) => sum + (weights[r] as number) * value * Math.log(value / (b[r] as number)), 0);
    const sums = [plain(guarded(p), guarded(q)), plain(guarded(q), guarded(p))] as const;
    const [forth, back] = tf.tidy(() => {
      const [a, b, nodeWeights] = [tf.tensor1d(p), tf.tensor1d(q), tf.tensor1d(weights)];
      return [klDivergence(a, b, { nodeWeights }), klDivergence(b, a, { nodeWeights })].map((t) => t.dataSync()[0]);
    }) as [number, number];
    expect(forth + back).toBeCloseTo(sums[0] + sums[1], 5);
    expect(Math.min(...sums)).toBeLessThan(0);
    expect(Math.min(forth, back)).toBeGreaterThan(0);
  });

  it('refuses what there are too few groups for, and a set without places', () => {
    const { a } = groups();
    expect(() => distributionLoss({ a }, { kl: { weight: 1 } })).toThrow('two groups at least');
    expect(() => distributionLoss({}, { order: { weight: 1 } })).toThrow('constraints.order: there are no groups');
    const none = wholeSet(tf.tensor1d([]));
    expect(() => distributionLoss({ a: { positives: none, negatives: none } }, { entropy: { weight: 1 } })).toThrow(
      'at least one similarity',
    );
  });
});
