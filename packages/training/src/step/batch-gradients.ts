import type * as tf from '@tensorflow/tfjs';
import type { MultiBranchLoss } from '@fairface/losses';
import type { TensorRecord } from '../optimiser/optimiser';
import { type BatchLayout, splitRows } from './batch-layout';
import { recordGradients } from './record-gradients';
import type { StepInputs, TrainState } from './train-state';

/** Embeddings of a batch and the moving averages after it; none where they stay as they are. */
export type Forward = (
  parameters: TensorRecord,
  inputs: tf.Tensor,
) => { readonly embeddings: tf.Tensor2D; readonly moving: TensorRecord };

/** What a step's gradients are made of. */
export interface GradientParts {
  readonly forward: Forward;
  readonly loss: MultiBranchLoss;
  readonly layout: BatchLayout;
}

export interface GradientStep {
  readonly inputs: Pick<StepInputs, 'inputs' | 'labels'>;
  /** Sampled class weights among the heads. */
  readonly state: Omit<TrainState, 'optimiser'>;
  /** What to differentiate by: parameters by name, class weights as `heads/BRANCH`. */
  readonly trained: TensorRecord;
}

/** The loss, its terms, the gradients and all else that changes by a forward pass. */
export interface BatchGradients {
  readonly total: tf.Scalar;
  readonly terms: Record<string, tf.Scalar>;
  readonly headStates: Record<string, TensorRecord>;
  readonly moving: TensorRecord;
  /** By the names of `trained`. */
  readonly gradients: TensorRecord;
}

/** Gradients of the whole batch by one forward and one backward pass. */
export function batchGradients({ forward, loss, layout }: GradientParts, step: GradientStep): BatchGradients {
  const { inputs, state, trained } = step;
  const { value, gradients, aside } = recordGradients((record) => {
    const { embeddings, moving } = forward({ ...state.parameters, ...record }, inputs.inputs);
    const { total, terms, states } = loss.loss(branchInputs(layout, embeddings, step, record));
    return { value: total, aside: { terms, headStates: states, moving } };
  }, trained);
  return { total: value, gradients, ...aside };
}

/** What the loss wants to know of every branch. `record` has the class weights that are differentiated by. */
export function branchInputs(
  layout: BatchLayout,
  embeddings: tf.Tensor2D,
  { inputs, state }: Pick<GradientStep, 'inputs' | 'state'>,
  record: TensorRecord,
): Parameters<MultiBranchLoss['loss']>[0] {
  const isSampled = new Map(layout.branches.map(({ name, sample }) => [name, sample !== undefined]));
  return Object.fromEntries(
    Object.entries(splitRows(layout, embeddings)).map(([name, rows]) => [
      name,
      {
        ...rows,
        labels: inputs.labels[name] as tf.Tensor1D,
        weights: (record[headName(name)] ?? state.heads[name]) as tf.Tensor2D,
        layout: isSampled.get(name) === true ? 'rows' : 'columns',
        state: state.headStates[name] ?? {},
      },
    ]),
  );
}

/** The name of a branch's class weights among what is trained. */
export function headName(branch: string): string {
  return `heads/${branch}`;
}
