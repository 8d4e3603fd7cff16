/** What the groups' similarity distributions are held to, as a configuration of training says it. */
export interface Variant {
  name: string;
  title: string;
  constraints: object;
}

/** The same branches, pairs, batches and seeds; only the terms differ. */
export const variants: readonly Variant[] = [
  { name: 'arcface', title: 'ArcFace alone', constraints: {} },
  {
    name: 'published',
    title: 'all terms, published weights',
    constraints: { kl: { weight: 0.1 }, entropy: { weight: 0.01 }, order: { weight: 0.1 } },
  },
  {
    name: 'tenfold',
    title: 'all terms, ten times these weights',
    constraints: { kl: { weight: 1 }, entropy: { weight: 0.1 }, order: { weight: 1 } },
  },
];
