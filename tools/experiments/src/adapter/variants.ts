import type { MultiBranchOptions } from '@fairface/losses';

/** A way of training the adapter. */
export interface Variant {
  /** A short name. */
  name: string;
  /** What the table calls it. */
  title: string;
  /** Which grouping of the people its branches follow. */
  groups: 'coarse' | 'fine';
  /** Only the base branch, which then takes the images of all. @default false */
  single?: boolean;
  /** Judged once more beside the raw features, which count twice as much in length. @default false */
  fused?: boolean;
  /** What its similarity distributions are held to. @default nothing */
  constraints?: MultiBranchOptions['constraints'];
  /** Hardest negatives of a group, of 2,016 pairs in its batch. @default 100 for coarse groups, 50 for fine ones */
  topK?: number;
  /** @default the method's */
  histogram?: MultiBranchOptions['histogram'];
}

const kl = { weight: 1, between: 'all' as const };
const entropy = { weight: 0.1 };
const order = { weight: 1 };
const all = { kl, entropy, order };
/** Nodes count more the more similar they are: what a threshold at FMR 1e-2 lets in is the end of the distributions. */
const tail = { rate: 4 };
/** Three times the weight, on the end of sharper distributions of more pairs, a fifth of those in a batch. */
const fineTail = {
  groups: 'fine' as const,
  constraints: { ...all, kl: { ...kl, weight: 3, tail } },
  topK: 400,
  histogram: { sigma: 0.05 },
};

/** The variants of the experiment, in the order of the table. */
export const variants: readonly Variant[] = [
  { name: 'one-branch', title: 'ArcFace, one branch', groups: 'coarse', single: true },
  { name: 'arcface', title: 'ArcFace alone', groups: 'coarse', fused: true },
  { name: 'kl', title: '+ KL', groups: 'coarse', constraints: { kl } },
  { name: 'entropy', title: '+ entropy', groups: 'coarse', constraints: { entropy } },
  { name: 'order', title: '+ order', groups: 'coarse', constraints: { order } },
  {
    name: 'published',
    title: 'all terms, published weights',
    groups: 'coarse',
    constraints: { kl: { ...kl, weight: 0.1 }, entropy: { weight: 0.01 }, order: { weight: 0.1 } },
  },
  { name: 'all', title: 'all terms', groups: 'coarse', constraints: all, fused: true },
  {
    name: 'wide',
    title: 'all terms, nodes from -1 to 1',
    groups: 'coarse',
    constraints: all,
    histogram: { nodes: 200, from: -1, to: 1 },
  },
  {
    name: 'tail',
    title: 'all terms, KL of the tail',
    groups: 'coarse',
    constraints: { ...all, kl: { ...kl, tail } },
    topK: 300,
  },
  { name: 'fine', title: 'all terms, fine groups', groups: 'fine', constraints: all },
  { name: 'fine-tail', title: 'all terms, fine groups, KL of the tail', ...fineTail, fused: true },
  {
    name: 'genuine',
    title: 'the same and genuine pairs pulled above 0.6',
    ...fineTail,
    constraints: { ...fineTail.constraints, genuine: { weight: 10, threshold: 0.6 } },
  },
];
