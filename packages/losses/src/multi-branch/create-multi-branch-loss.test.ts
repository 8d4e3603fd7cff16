import * as tf from '@tensorflow/tfjs';
import { matrix } from '../testing/batches';
import { computeOn, engines, startEngine } from '../testing/engines';
import { type BranchInputs, createMultiBranchLoss } from './create-multi-branch-loss';
import type { MultiBranchOptions } from './multi-branch-options';

const [ROWS, PAIRS, SIZE, CLASSES] = [5, 3, 6, 4];
const options: MultiBranchOptions = {
  branches: [
    { name: 'base', head: { type: 'arcface' }, weight: 0.5, negatives: { entropy: 0.1, mean: 0.2 } },
    { name: 'a', head: { type: 'adaface' } },
    { name: 'b', head: { type: 'cosface' } },
  ],
  groups: [{ branch: 'a' }, { branch: 'b' }],
  constraints: {
    kl: { weight: 0.1 },
    entropy: { weight: 0.01 },
    order: { weight: 0.1 },
    genuine: { weight: 1, threshold: 0.5 },
  },
};
const multi = createMultiBranchLoss(options);

type Change = (name: string, inputs: BranchInputs) => Partial<BranchInputs>;
const inputsOf = (change: Change = () => ({})): Record<string, BranchInputs> => {
  const states = multi.initialState();
  return Object.fromEntries(
    options.branches.map(({ name }, i) => {
      const inputs: BranchInputs = {
        embeddings: matrix(ROWS, SIZE, 10 * i + 1),
        labels: tf.tensor1d([0, 1, 2, 3, 0], 'int32'),
        weights: matrix(SIZE, CLASSES, 10 * i + 2),
        state: states[name],
        pairs: { left: matrix(PAIRS, SIZE, 10 * i + 3), right: matrix(PAIRS, SIZE, 10 * i + 4) },
      };
      return [name, { ...inputs, ...change(name, inputs) }] as const;
    }),
  );
};

describe.each(engines)('createMultiBranchLoss on the %s engine', (engine) => {
  const run = (change?: Change, changed = multi) =>
    computeOn(engine, () => {
      const inputs = inputsOf(change);
      const { total, terms } = changed.loss(inputs);
      const gradient = tf.grad(
        (x) => changed.loss({ ...inputs, a: { ...(inputs.a as BranchInputs), embeddings: x as tf.Tensor2D } }).total,
      )((inputs.a as BranchInputs).embeddings);
      return { total, gradient, ...terms } as Record<string, tf.Tensor>;
    });
  const one = (found: Record<string, number[]>, name: string) => found[name]?.[0] as number;

  it('names every term, and the terms add up to the total', async () => {
    const found = await run();
    if (found === undefined) return;
    const { total, gradient, ...terms } = found;
    expect(gradient).toHaveLength(ROWS * SIZE);
    expect(Object.keys(terms).sort()).toEqual(
      [
        ...['arcface/base', 'adaface/a', 'cosface/b', 'l2/base', 'l2/a', 'l2/b'],
        ...['entropy/negative/base', 'mean/negative/base', 'order/a', 'order/b', 'genuine/a', 'genuine/b'],
        ...['positive', 'negative'].flatMap((side) => [
          `entropy/${side}/a`,
          `entropy/${side}/b`,
          `kl/${side}/a~b`,
          `kl/${side}/b~a`,
        ]),
      ].sort(),
    );
    const sum = Object.values(terms).reduce((all, [value = NaN]) => all + value, 0);
    expect(Math.abs(sum - (total?.[0] as number)) / sum).toBeLessThan(1e-6);
  });

  it('weighs the branches, and leaves out L2 of weight 0', async () => {
    const whole = await run(undefined, createMultiBranchLoss({ branches: [{ name: 'a', head: { type: 'adaface' } }] }));
    const third = await run(
      undefined,
      createMultiBranchLoss({ branches: [{ name: 'a', head: { type: 'adaface' }, weight: 0.3 }], l2: 0 }),
    );
    if (whole === undefined || third === undefined) return;
    expect(Object.keys(third)).toEqual(['total', 'gradient', 'adaface/a']);
    expect(one(third, 'adaface/a') / one(whole, 'adaface/a')).toBeCloseTo(0.3, 6);
    expect(one(whole, 'l2/a')).toBeGreaterThan(0);
  });

  it('stays finite where a group has no two people, and its negatives add nothing', async () => {
    const found = await run((name) => (name === 'a' ? { labels: tf.fill([ROWS], 2, 'int32') } : {}));
    if (found === undefined) return;
    for (const [name, values] of Object.entries(found)) {
      expect([name, values.every(Number.isFinite)]).toEqual([name, true]);
      if (/negative.*a/.test(name.replace('/base', '')))
        expect([name, Math.abs(values[0] as number)]).toEqual([name, 0]);
    }
    expect(one(found, 'entropy/negative/b')).toBeGreaterThan(0);
    expect(Math.abs(one(found, 'order/a'))).toBe(0);
  });

  it('stays finite where all rows of a group are padding', async () => {
    const found = await run((name) => (name === 'a' ? { validRows: tf.zeros([ROWS]) } : {}));
    if (found === undefined) return;
    for (const [name, values] of Object.entries(found)) {
      expect([name, values.every(Number.isFinite)]).toEqual([name, true]);
    }
    expect(Math.abs(one(found, 'adaface/a'))).toBe(0);
    expect(found.gradient?.every((value) => Math.abs(value) === 0)).toBe(true);
  });

  it('stays finite where everything is the same vector, pairs too', async () => {
    const found = await run((_, { pairs }) => ({
      embeddings: tf.ones([ROWS, SIZE]),
      pairs: pairs && { left: pairs.left, right: pairs.left },
    }));
    if (found === undefined) return;
    for (const [name, values] of Object.entries(found)) {
      expect([name, values.every(Number.isFinite)]).toEqual([name, true]);
    }
    // Pairs of cosine 1: none is below 0.6, all are taken, and none has to be pulled up.
    expect(Math.abs(one(found, 'genuine/a'))).toBe(0);
  });
});

describe('createMultiBranchLoss', () => {
  beforeAll(() => startEngine('wasm'));

  it('leaves no tensor behind but the states that were asked for', () => {
    const before = tf.memory().numTensors;
    const states = createMultiBranchLoss(options).initialState();
    expect(tf.memory().numTensors - before).toBe(2);
    tf.dispose(Object.values(states).flatMap((state) => Object.values(state)));
    tf.tidy(() => {
      multi.loss(inputsOf());
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  const branch = (name: string) => ({ name, head: { type: 'arcface' } }) as const;
  const wrong: [Partial<MultiBranchOptions>, RegExp][] = [
    [{ branches: [] }, /branches: at least one is needed/],
    [{ branches: [branch('a'), branch('a')] }, /branches: 'a' is there twice/],
    [{ branches: [branch('a/b')] }, /branches\[0\] \(a\/b\): a name must not be empty or hold \/ or ~/],
    [
      { branches: [{ ...branch('a'), weight: -1 }] },
      /branches\[0\] \(a\).weight must be a number of at least 0; found -1/,
    ],
    [{ branches: [{ ...branch('a'), negatives: { mean: NaN } }] }, /negatives.mean must be a number/],
    [{ groups: [{ branch: 'z' }] }, /groups: there is no branch 'z'; branches are base, a, b/],
    [{ groups: [{ branch: 'a' }, { branch: 'a' }] }, /groups: 'a' is there twice/],
    [{ groups: [], constraints: { order: { weight: 1 } } }, /constraints.order: there are no groups/],
    [{ topK: 0 }, /topK must be an integer of at least 1; found 0/],
    [{ positiveBelow: 2 }, /positiveBelow must be a cosine or null; found 2/],
    [{ l2: -1 }, /l2 must be a number of at least 0/],
    [{ histogram: { nodes: 1 } }, /nodes must be an integer/],
  ];
  it.each(wrong)('refuses %j', (change, message) => {
    expect(() => createMultiBranchLoss({ ...options, ...change })).toThrow(message);
  });

  it('keeps the order of groups whose names are numbers: the first one is the anchor', () => {
    tf.tidy(() => {
      const { a, b } = inputsOf();
      const names = ['10', '9', 'b', '1'];
      const numbered = createMultiBranchLoss({
        branches: names.map((name) => ({ name, head: { type: 'arcface' } })),
        groups: names.map((name) => ({ branch: name })),
        constraints: { kl: { weight: 1, anchor: 'first' }, order: { weight: 1 } },
      });
      const inputs = { 10: a, 9: b, b, 1: b } as Record<string, BranchInputs>;
      const terms = Object.keys(numbered.loss(inputs).terms);
      expect(terms.filter((name) => name.startsWith('kl/positive'))).toEqual([
        'kl/positive/10~9',
        'kl/positive/10~b',
        'kl/positive/10~1',
      ]);
      expect(terms.filter((name) => name.startsWith('order'))).toEqual(names.map((name) => `order/${name}`));
    });
  });

  it('says which inputs are missing', () => {
    tf.tidy(() => {
      const { b, ...others } = inputsOf();
      expect(() => multi.loss(others)).toThrow("The loss lacks the inputs of branch 'b'");
      expect(() => multi.loss({ ...others, b: { ...(b as BranchInputs), pairs: undefined } })).toThrow(
        "The loss lacks the pairs of group 'b'",
      );
    });
  });
});
