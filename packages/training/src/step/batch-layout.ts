import * as tf from '@tensorflow/tfjs';

/** A branch of the batch: identities and how many rows of them. */
export interface BranchRows {
  readonly name: string;
  /** Identities; labels are 0 to classes - 1. */
  readonly classes: number;
  /** Rows a step. */
  readonly batch: number;
  /**
   * Identities whose class weights a step sees, the batch's own among them: they are fed and given back, and the others
   * are not in the state. See `ClassBanks`.
   * @default all, which the state holds
   */
  readonly sample?: number;
}

/** Pairs of one group. */
export interface PairRows {
  /** The branch that the pairs belong to. */
  readonly group: string;
  /** Pairs a step. */
  readonly batch: number;
}

/** Which rows of the batch are whose. */
export interface BatchLayout {
  /** All of them. */
  readonly rows: number;
  readonly branches: readonly BranchRows[];
  readonly pairs: readonly PairRows[];
}

/** The embeddings of one branch and of its pairs. */
export interface BranchEmbeddings {
  readonly embeddings: tf.Tensor2D;
  readonly pairs?: { readonly left: tf.Tensor2D; readonly right: tf.Tensor2D };
}

/**
 * The batch's rows: every branch in order, then of every group of pairs first the left and then the right ones.
 *
 * @throws RangeError where a name is used twice, a group names no branch or a size is not a whole number above 0.
 */
export function batchLayout(branches: readonly BranchRows[], pairs: readonly PairRows[] = []): BatchLayout {
  const names = branches.map(({ name }) => name);
  checkNames('branches', names, names);
  checkNames(
    'pairs',
    pairs.map(({ group }) => group),
    names,
  );
  for (const { name, batch, classes, sample = classes } of branches) {
    checkSizes(`The branch '${name}'`, { batch, classes, sample });
    if (sample > classes) throw new RangeError(`The branch '${name}': cannot sample ${sample} of ${classes} classes.`);
  }
  for (const { group, batch } of pairs) checkSizes(`The pairs of '${group}'`, { batch });
  const rows = [...branches, ...pairs, ...pairs].reduce((sum, { batch }) => sum + batch, 0);
  return { rows, branches, pairs };
}

/** Cuts [rows, D] into branches and pairs; gradients flow through. */
export function splitRows({ branches, pairs }: BatchLayout, embeddings: tf.Tensor2D): Record<string, BranchEmbeddings> {
  const sizes = [...branches.map(({ batch }) => batch), ...pairs.flatMap(({ batch }) => [batch, batch])];
  const pieces = sizes.length === 1 ? [embeddings] : tf.split(embeddings, sizes, 0);
  return Object.fromEntries(
    branches.map(({ name }, at) => {
      const own = pairs.findIndex(({ group }) => group === name);
      const left = branches.length + 2 * own;
      const pair = { left: pieces[left] as tf.Tensor2D, right: pieces[left + 1] as tf.Tensor2D };
      return [name, { embeddings: pieces[at] as tf.Tensor2D, ...(own < 0 ? {} : { pairs: pair }) }];
    }),
  );
}

function checkNames(what: string, names: readonly string[], known: readonly string[]): void {
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new RangeError(`The ${what} name '${twice}' twice.`);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new RangeError(`The ${what} name '${unknown}', which is no branch; the branches are ${known.join(', ')}.`);
  }
  if (known.length === 0) throw new RangeError('Training needs a branch.');
}

function checkSizes(what: string, sizes: Readonly<Record<string, number>>): void {
  for (const [name, size] of Object.entries(sizes)) {
    if (Number.isInteger(size) && size > 0) continue;
    throw new RangeError(`${what}: expected ${name} as a whole number above 0, found ${size}.`);
  }
}
