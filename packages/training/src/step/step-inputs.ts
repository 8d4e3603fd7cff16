import * as tf from '@tensorflow/tfjs';
import type { StepInputs } from './train-state';
import type { TrainStep } from './train-step';

/** Pixels (0 to 255) or numbers of a part of the batch, row after row. */
type Rows = Uint8Array | Float32Array;

/** A batch as `@fairface/data` reads it. */
export interface BatchData {
  readonly branches: Readonly<Record<string, { readonly inputs: Rows; readonly labels: Int32Array }>>;
  /** By group. */
  readonly pairs?: Readonly<Record<string, { readonly left: Rows; readonly right: Rows }>>;
}

/**
 * A batch as the tensors of a step, rows in the step's order; bytes become numbers in [0, 1]. To be disposed of by the
 * caller.
 *
 * @throws RangeError where a branch or group is missing or has another number of rows.
 */
export function stepInputs(
  { layout, network }: Pick<TrainStep, 'layout' | 'network'>,
  { branches, pairs = {} }: BatchData,
  learningRate: number,
): StepInputs {
  const width = network.inputShape.reduce((product, size) => product * size, 1);
  const values = new Float32Array(layout.rows * width);
  let at = 0;
  const put = (what: string, rows: Rows | undefined, count: number): void => {
    if (rows?.length !== count * width) {
      throw new RangeError(
        `${what}: expected ${count} rows of ${width} numbers, found ${rows === undefined ? 'none' : `${rows.length} numbers`}.`,
      );
    }
    if (rows instanceof Float32Array) values.set(rows, at);
    else for (let i = 0; i < rows.length; i++) values[at + i] = (rows[i] ?? 0) / 255;
    at += rows.length;
  };
  for (const { name, batch } of layout.branches) put(`The branch '${name}'`, branches[name]?.inputs, batch);
  for (const { group, batch } of layout.pairs) {
    put(`Left images of the pairs of '${group}'`, pairs[group]?.left, batch);
    put(`Right images of the pairs of '${group}'`, pairs[group]?.right, batch);
  }
  const labels = layout.branches.map(({ name, batch }) => {
    const own = branches[name]?.labels ?? new Int32Array();
    if (own.length !== batch)
      throw new RangeError(`The branch '${name}': expected ${batch} labels, found ${own.length}.`);
    return [name, tf.tensor1d(own, 'int32')] as const;
  });
  return {
    inputs: tf.tensor(values, [layout.rows, ...network.inputShape]),
    labels: Object.fromEntries(labels),
    learningRate: tf.scalar(learningRate),
  };
}
