import type { HeadOptions, MultiBranchOptions } from '@fairface/losses';
import type { TrainConfig } from '../config/load-train-config';

/** The loss that a configuration asks for. */
export function lossOptions(config: TrainConfig): MultiBranchOptions {
  const { branches, groups, constraints, histogram, topK, positiveBelow, l2 } = config;
  return {
    branches: branches.map(({ name, head, weight, negatives }) => ({
      name,
      head: headOptions(head),
      weight,
      ...(negatives && { negatives }),
    })),
    groups: groups.map(({ branch }) => ({ branch })),
    constraints,
    histogram,
    topK,
    positiveBelow,
    l2,
  };
}

/** A head without what only concerns where its weights come from. */
function headOptions({
  init: _,
  features: __,
  sample: ___,
  ...head
}: TrainConfig['branches'][number]['head']): HeadOptions {
  return head;
}
