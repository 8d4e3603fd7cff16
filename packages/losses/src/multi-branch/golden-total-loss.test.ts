import * as tf from '@tensorflow/tfjs';
import { computeOn, engines } from '../testing/engines';
import { apart, flat, golden, type Matrix } from '../testing/golden';
import { createMultiBranchLoss } from './create-multi-branch-loss';
import type { MultiBranchOptions } from './multi-branch-options';

interface Branch {
  name: string;
  role: 'base' | 'extra' | 'group';
  embeddings: Matrix;
  labels: number[];
  weights: Matrix;
  pairLeft?: Matrix;
  pairRight?: Matrix;
}
type Field = 'embeddings' | 'weights' | 'pairLeft' | 'pairRight';
const file = golden<{
  branches: Branch[];
  between: [string, string][];
  terms: { term: string; of: string | [string, string]; weighted: number }[];
  total: number;
  gradients: Record<string, Record<Field, Matrix>>;
}>('total-loss');

const options: MultiBranchOptions = {
  branches: file.branches.map(({ name, role }) => ({
    name,
    head: { type: 'arcface', scale: 64, margin: 0.5 },
    ...(role === 'extra' ? { negatives: { entropy: 0.01, mean: 0.1 } } : {}),
  })),
  groups: file.branches.filter(({ role }) => role === 'group').map(({ name }) => ({ branch: name })),
  constraints: { kl: { weight: 0.1, between: file.between }, entropy: { weight: 0.01 }, order: { weight: 0.1 } },
  topK: 10,
};

/** The golden terms' names in ours. */
function termName({ term, of }: (typeof file.terms)[number]): string {
  const kinds: Record<string, string> = {
    extraEntropyNegative: 'entropy/negative',
    extraMeanNegative: 'mean/negative',
    entropyPositive: 'entropy/positive',
    entropyNegative: 'entropy/negative',
    klPositive: 'kl/positive',
    klNegative: 'kl/negative',
  };
  return `${kinds[term] ?? term}/${typeof of === 'string' ? of : of.join('~')}`;
}

const leaves = file.branches.flatMap((branch) =>
  (['embeddings', 'weights', 'pairLeft', 'pairRight'] as const)
    .filter((field) => branch[field] !== undefined)
    .map((field) => ({ branch, field, values: branch[field] as Matrix })),
);

/** The branches' inputs with `tensors` in the order of `leaves`. */
function inputsOf(tensors: readonly tf.Tensor[]) {
  const find = (branch: Branch, field: Field) =>
    tensors[leaves.findIndex((leaf) => leaf.branch === branch && leaf.field === field)] as tf.Tensor2D;
  const entries = file.branches.map((branch) => {
    const [left, right] = [find(branch, 'pairLeft'), find(branch, 'pairRight')];
    const inputs = {
      embeddings: find(branch, 'embeddings'),
      weights: find(branch, 'weights'),
      labels: tf.tensor1d(branch.labels, 'int32'),
      ...(left === undefined ? {} : { pairs: { left, right } }),
    };
    return [branch.name, inputs] as const;
  });
  return Object.fromEntries(entries);
}

describe.each(engines)('the whole loss on the %s engine', (engine) => {
  it('gives the golden terms and total', async () => {
    const found = await computeOn(engine, () => {
      const { total, terms } = createMultiBranchLoss(options).loss(
        inputsOf(leaves.map(({ values }) => tf.tensor2d(values))),
      );
      return { total, ...terms };
    });
    if (found === undefined) return;
    const { total, ...terms } = found as Record<string, number[]>;
    expect(apart(total, [file.total])).toBeLessThan(5e-5);
    expect(Object.keys(terms).sort()).toEqual(file.terms.map(termName).sort());
    for (const term of file.terms) expect(apart(terms[termName(term)], [term.weighted])).toBeLessThan(2e-5);
  });

  it('gives the golden gradients', async () => {
    const found = await computeOn(engine, () => {
      const gradients = tf.grads((...tensors) => createMultiBranchLoss(options).loss(inputsOf(tensors)).total);
      const tensors = gradients(leaves.map(({ values }) => tf.tensor2d(values)));
      return Object.fromEntries(tensors.map((tensor, i) => [String(i), tensor]));
    });
    if (found === undefined) return;
    leaves.forEach(({ branch, field }, i) => {
      expect(apart(found[String(i)], flat(file.gradients[branch.name]?.[field]))).toBeLessThan(1e-5);
    });
  });
});
