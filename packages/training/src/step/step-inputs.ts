import * as tf from '@tensorflow/tfjs';
import type { SampledNumbers, StepInputs } from './train-state';
import type { TrainStep } from './train-step';

/** Pixels (0 to 255) or numbers of a part of the batch, row after row. */
type Rows = Uint8Array | Float32Array;

/** A batch as `@fairface/data` reads it. */
export interface BatchData {
  readonly branches: Readonly<Record<string, { readonly inputs: Rows; readonly labels: Int32Array }>>;
  /** By group. */
  readonly pairs?: Readonly<Record<string, { readonly left: Rows; readonly right: Rows }>>;
}

/** Of branches with sampled classes: which ones a step sees. */
export interface DrawnClasses {
  /** By branch, for every label of the batch its place among the classes that were drawn. */
  readonly labels: Readonly<Record<string, Int32Array>>;
  readonly rows: SampledNumbers;
}

const NONE_DRAWN: DrawnClasses = { labels: {}, rows: { heads: {}, optimiser: {} } };

/**
 * A batch as the tensors of a step, rows in the step's order; bytes become numbers in [0, 1]. To be disposed of by the
 * caller.
 *
 * @param drawn - what `ClassBanks.draw` gives for the batch, where the step samples classes
 * @throws RangeError where a branch, a group or drawn classes are missing or have another number of rows.
 */
export function stepInputs(
  { layout, network, inputSpecs }: Pick<TrainStep, 'layout' | 'network' | 'inputSpecs'>,
  { branches, pairs = {} }: BatchData,
  learningRate: number,
  drawn = NONE_DRAWN,
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
  const labels = layout.branches.map(({ name, batch, sample }) => {
    const own = (sample === undefined ? branches[name]?.labels : drawn.labels[name]) ?? new Int32Array();
    if (own.length !== batch)
      throw new RangeError(`The branch '${name}': expected ${batch} labels, found ${own.length}.`);
    return [name, own] as const;
  });
  const { heads, optimiser } = inputSpecs.sampled;
  checkRows({ ...heads, ...optimiser }, { ...drawn.rows.heads, ...drawn.rows.optimiser });
  return {
    inputs: tf.tensor(values, [layout.rows, ...network.inputShape]),
    labels: Object.fromEntries(labels.map(([name, own]) => [name, tf.tensor1d(own, 'int32')])),
    learningRate: tf.scalar(learningRate),
    sampled: {
      heads: tensorsOf(heads, drawn.rows.heads) as Record<string, tf.Tensor2D>,
      optimiser: tensorsOf(optimiser, drawn.rows.optimiser),
    },
  };
}

type Specs = TrainStep['inputSpecs']['sampled']['heads'];

function checkRows(specs: Specs, rows: SampledNumbers['heads']): void {
  for (const [name, { shape }] of Object.entries(specs)) {
    const found = rows[name]?.length;
    if (found === shape.reduce((product, size) => product * size, 1)) continue;
    throw new RangeError(
      `Class weights that were drawn: expected '${name}' of [${shape.join(', ')}], found ${found ?? 'none'}.`,
    );
  }
}

function tensorsOf(specs: Specs, rows: SampledNumbers['heads']): Record<string, tf.Tensor> {
  return Object.fromEntries(
    Object.entries(specs).map(([name, { shape }]) => [name, tf.tensor(rows[name] as Float32Array, [...shape])]),
  );
}
