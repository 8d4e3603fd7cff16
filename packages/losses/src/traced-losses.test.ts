import { compareTraced } from '@fairface/trace';
import * as tf from '@tensorflow/tfjs';
import type { HeadOptions } from './heads/head-options';
import type { TensorRecord } from './margins/margin';
import { createMultiBranchLoss } from './multi-branch/create-multi-branch-loss';
import type { MultiBranchOptions } from './multi-branch/multi-branch-options';
import { classLabels, matrix } from './testing/batches';
import { startEngine } from './testing/engines';

const [ROWS, PAIRS, SIZE, CLASSES] = [6, 4, 8, 5];
const heads: HeadOptions[] = [
  { type: 'arcface' },
  { type: 'cosface' },
  { type: 'combined-margin', margins: [1.1, 0.3, 0.1], dropNegativesAbove: 0.4 },
  { type: 'adaface' },
  { type: 'curricularface' },
  { type: 'magface', norms: [1, 4] },
  { type: 'subcenter-arcface' },
  { type: 'cifp' },
];
const names = heads.map(({ type }) => type);
const [a, b, c] = ['arcface', 'cosface', 'adaface'];
const base: MultiBranchOptions = {
  branches: heads.map((head) => ({
    name: head.type,
    head,
    ...(head.type === 'cifp' ? { negatives: { entropy: 0.1, mean: 0.2 } } : {}),
  })),
  groups: [{ branch: a }, { branch: b }, { branch: c }] as MultiBranchOptions['groups'],
  topK: 10,
};
const variants: Record<string, Partial<MultiBranchOptions>> = {
  'the defaults': { constraints: { kl: { weight: 0.1 }, entropy: { weight: 0.01 }, order: { weight: 0.1 } } },
  'every other choice': {
    constraints: {
      kl: { weight: 1, anchor: 'mean', stopGradient: true, divergence: 'js', positives: 0.5, tail: { from: 0.3 } },
      entropy: { weight: 0.01, positives: 0 },
      order: { weight: 0.5, across: 'all' },
      genuine: { weight: 1, threshold: 0.7 },
    },
    histogram: { nodes: 41, from: -1, to: 1, sigma: 0.2, kernel: 'triangular' },
    positiveBelow: null,
  },
  'a first anchor and the Wasserstein distance': {
    constraints: { kl: { weight: 1, anchor: 'first', divergence: 'wasserstein' } },
  },
};

type Variables = { weights: Record<string, tf.Tensor2D>; states: Record<string, TensorRecord> };
type Inputs = {
  embeddings: tf.Tensor2D[];
  labels: tf.Tensor1D;
  left: tf.Tensor2D;
  right: tf.Tensor2D;
  valid: tf.Tensor1D;
};

function definition(options: MultiBranchOptions) {
  const multi = createMultiBranchLoss(options);
  const weights = names.map((name, i) => {
    const shape = (multi.heads[name] as NonNullable<(typeof multi.heads)[string]>).weightShape(SIZE, CLASSES);
    return [name, matrix(...shape, 10 + i)] as const;
  });
  const step = ({ embeddings, labels, left, right, valid }: Inputs, { weights, states }: Variables) => {
    const of = (...leaves: tf.Tensor[]) =>
      multi.loss(
        Object.fromEntries(
          names.map((name, i) => [
            name,
            {
              embeddings: leaves[i] as tf.Tensor2D,
              weights: leaves[names.length + i] as tf.Tensor2D,
              labels,
              validRows: valid,
              state: states[name],
              pairs: { left, right },
            },
          ]),
        ),
      );
    const leaves = [...embeddings, ...Object.values(weights)];
    const { total, terms, states: after } = of(...leaves);
    return {
      outputs: { total, terms, gradients: tf.grads((...tensors) => of(...tensors).total)(leaves) },
      variables: { states: after },
    };
  };
  const inputs = {
    embeddings: names.map(() => ({ shape: [ROWS, SIZE] })),
    labels: { shape: [ROWS], dtype: 'int32' as const },
    left: { shape: [PAIRS, SIZE] },
    right: { shape: [PAIRS, SIZE] },
    valid: { shape: [ROWS] },
  };
  const variables: Variables = { weights: Object.fromEntries(weights), states: multi.initialState() };
  return { variables, functions: { train: { inputs, step } } };
}

const batch = (seed: number): Inputs => ({
  embeddings: names.map((_, i) => matrix(ROWS, SIZE, 100 * seed + i)),
  labels: classLabels(ROWS, CLASSES, seed),
  left: matrix(PAIRS, SIZE, 100 * seed + 50),
  right: matrix(PAIRS, SIZE, 100 * seed + 51),
  // The last row of the second batch is padding.
  valid: tf.tensor1d(Array.from({ length: ROWS }, (_, i) => (seed === 2 && i === ROWS - 1 ? 0 : 1))),
});

describe('one traced graph of all heads and terms', () => {
  it.each(Object.keys(variants))('equals eager computation on two batches: %s', async (name) => {
    if (!(await startEngine('native'))) return;
    const { largest, where, differences } = await compareTraced(definition({ ...base, ...variants[name] }), [
      { name: 'train', inputs: batch(1) },
      { name: 'train', inputs: batch(2) },
    ]);
    expect([...differences.keys()].some((key) => key.includes('terms/order') || key.includes('order/'))).toBe(
      variants[name]?.constraints?.order !== undefined,
    );
    expect(`${where}: ${largest < 1e-5 ? 'equal' : largest}`).toBe(`${where}: equal`);
  });
});
