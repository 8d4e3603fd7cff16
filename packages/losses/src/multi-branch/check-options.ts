import { checkConstraints, checkWeight } from '../distribution/check-constraints';
import { resolveHistogram } from '../distribution/histogram-options';
import { checkHead } from '../heads/check-head';
import type { MultiBranchOptions } from './multi-branch-options';

/** @throws Error naming the field that cannot be. */
export function checkOptions(options: MultiBranchOptions): void {
  const { branches, groups = [], constraints = {}, histogram, topK = 100, positiveBelow = 0.6, l2 } = options;
  const names = branches.map(({ name }) => name);
  if (names.length === 0) throw new Error('branches: at least one is needed.');
  checkUnique('branches', names);
  branches.forEach(({ name, head, weight, negatives }, i) => {
    const at = `branches[${i}] (${name})`;
    if (name.length === 0 || /[/~]/.test(name)) throw new Error(`${at}: a name must not be empty or hold / or ~.`);
    checkWeight(`${at}.weight`, weight);
    checkWeight(`${at}.negatives.entropy`, negatives?.entropy);
    checkWeight(`${at}.negatives.mean`, negatives?.mean);
    checkHead(head);
  });
  const grouped = groups.map(({ branch }) => branch);
  checkUnique('groups', grouped);
  for (const branch of grouped) {
    if (!names.includes(branch)) {
      throw new Error(`groups: there is no branch '${branch}'; branches are ${names.join(', ')}.`);
    }
  }
  checkConstraints(constraints, grouped);
  resolveHistogram(histogram);
  checkWeight('l2', l2);
  if (!Number.isInteger(topK) || topK < 1) throw new Error(`topK must be an integer of at least 1; found ${topK}.`);
  if (positiveBelow !== null && !(positiveBelow >= -1 && positiveBelow <= 1)) {
    throw new Error(`positiveBelow must be a cosine or null; found ${positiveBelow}.`);
  }
}

function checkUnique(what: string, names: readonly string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new Error(`${what}: '${twice}' is there twice.`);
}
