import { z } from 'zod';
import { augmentationSchema } from './augment/augmentation';
import { samplingSchema } from './sample/sampling';
import { refineSource, sourceShape } from './source/source-schema';

const count = z.number().int().min(1);

/** The fields of a branch that concern its data, for schemas that hold more. */
export const branchShape = {
  /** Name of the branch. */
  name: z.string().min(1),
  ...sourceShape,
  /** Items of one step, of one process; may be left out where `sampling` names people and images. */
  batch: count.optional(),
  /** How items are drawn. */
  sampling: samplingSchema.default('epoch'),
  /** How inputs are changed at random. */
  augment: augmentationSchema.default('light'),
};

/** Checks of a branch that concern several fields. Use with `superRefine` on a schema that holds {@link branchShape}. */
export function refineBranch(branch: z.infer<z.ZodObject<typeof branchShape>>, context: z.RefinementCtx): void {
  refineSource(branch, context);
  const { batch, sampling } = branch;
  const issue = (message: string): void => context.addIssue({ code: 'custom', message, path: ['batch'] });
  if (typeof sampling === 'string') {
    if (batch === undefined) issue('expected the number of items of one step; found nothing');
    return;
  }
  const product = sampling.people * sampling.images;
  if (batch !== undefined && batch !== product) {
    issue(`expected ${product} (${sampling.people} people x ${sampling.images} images), or no batch; found ${batch}`);
  }
}

/** A branch: its name, its source, and what every batch takes of it. */
export const branchSchema = z.strictObject(branchShape).superRefine(refineBranch);

/** A branch as a configuration names it. */
export type BranchSpec = z.infer<typeof branchSchema>;

/** Items of one step. */
export function branchBatch({ batch, sampling }: Pick<BranchSpec, 'batch' | 'sampling'>): number {
  return typeof sampling === 'string' ? (batch ?? 0) : sampling.people * sampling.images;
}

/** The fields of a group's pairs that concern its data. */
export const pairsShape = {
  /** The branch whose similarities they complete; its source knows their names. */
  branch: z.string().min(1),
  /** Pair file: `left<TAB>right<TAB>label[<TAB>similarity]`. */
  pairs: z.string().min(1).optional(),
  /** Pairs of one step, of one process. Default: the batch of the branch. */
  batch: count.optional(),
  /** How inputs are changed at random. Default: as the branch. */
  augment: augmentationSchema.optional(),
};
