import * as tf from '@tensorflow/tfjs';
import { createMultiBranchLoss, type MultiBranchLoss, type MultiBranchOptions } from '@fairface/losses';
import type { Network } from '@fairface/model';
import type { TensorSpec } from '@fairface/trace';
import { createOptimiser } from '../optimiser/create-optimiser';
import { clipByGlobalNorm, globalNorm } from '../optimiser/global-norm';
import { namePattern } from '../optimiser/name-pattern';
import type { OptimiserOptions, TensorRecord } from '../optimiser/optimiser';
import { batchGradients, type Forward } from './batch-gradients';
import { type BatchLayout, batchLayout, type BranchRows, type PairRows } from './batch-layout';
import { chunkedGradients } from './chunked-gradients';
import { type HeadInit, initialiseState } from './initialise-state';
import { joinSampled, splitSampled } from './sampled-rows';
import { type HeadShapes, stateShapes } from './state-shapes';
import { trainedVariables } from './trained-variables';
import type { StepInputs, StepOutputs, TrainState, TrainStateUpdate } from './train-state';

export interface TrainStepOptions {
  readonly network: Network;
  readonly loss: MultiBranchOptions;
  /** Rows of the batch, in order. */
  readonly branches: readonly BranchRows[];
  /** Pairs of the batch, after the branches. @default [] */
  readonly pairs?: readonly PairRows[];
  readonly optimiser: OptimiserOptions;
  /** Most that the norm of all gradients together may be. @default none */
  readonly clip?: number;
  /** In how many parts the batch goes through the network, with one loss; see `chunkedGradients`. @default 1 */
  readonly accumulate?: number;
  /** Computes activations again on the way back in place of keeping them: less memory, same gradients. @default false */
  readonly recompute?: boolean;
  /** Name patterns of what stays as it is: parameters, moving averages and `heads/BRANCH`. @default [] */
  readonly freeze?: readonly string[];
  /**
   * What batch norm normalises by: the `batch`, or its `moving` averages, which then stay as they are (for training on
   * from a pretrained network with small batches).
   * @default 'batch'
   */
  readonly batchNorm?: 'batch' | 'moving';
  /** Leaves the whole state as it is where loss or gradients are not finite. @default false */
  readonly skipNonFinite?: boolean;
}

/** One step of training as a pure function of tensors, of static shapes, for eager runs and for `@fairface/trace`. */
export interface TrainStep {
  readonly network: Network;
  readonly layout: BatchLayout;
  /** Names of what is trained: parameters and `heads/BRANCH`. */
  readonly trained: readonly string[];
  readonly inputSpecs: {
    readonly inputs: TensorSpec;
    readonly labels: Readonly<Record<string, TensorSpec>>;
    readonly learningRate: TensorSpec;
    readonly sampled: SampledSpecs;
  };
  /**
   * The first state, from the seed alone. Class weights are Xavier's, or what `heads` gives for a branch, such as
   * `classMeanWeights`; those of branches with sampled classes are in `ClassBanks`. To be disposed of by the caller.
   */
  initialise(seed: number, heads?: HeadInit): TrainState;
  /** One step; `state` stays the caller's. */
  step(inputs: StepInputs, state: TrainState): { outputs: StepOutputs; variables: TrainStateUpdate };
  /** Embeddings [rows, D], not normalised, as a trained network gives them: batch norm by its moving averages. */
  embed(inputs: EmbedInputs, state: TrainState): { outputs: { embeddings: tf.Tensor2D } };
}

type SampledSpecs = { readonly [Part in keyof HeadShapes]: Readonly<Record<string, TensorSpec>> };

export type EmbedInputs = { inputs: tf.Tensor };

/**
 * Makes the step of a training: one forward pass over all branches and pairs, so that batch norm sees them all, the
 * multi-branch loss, its gradients, the optimiser.
 *
 * @throws RangeError where branches, pairs, patterns or numbers do not fit.
 */
export function createTrainStep(options: TrainStepOptions): TrainStep {
  const { network, branches, pairs, accumulate = 1, clip, freeze = [], skipNonFinite = false } = options;
  const layout = batchLayout(branches, pairs);
  checkNumbers(layout, accumulate, clip);
  const loss = createMultiBranchLoss(options.loss);
  checkBranches(layout, loss);
  const variables = trainedVariables(network, layout, freeze);
  const optimiser = createOptimiser(options.optimiser, variables.list);
  const parts = { forward: forwardOf(options), loss, layout };
  const trainedNames = variables.list.map(({ name }) => name);
  const shapes = stateShapes({ network, loss, layout, optimiser, trained: trainedNames });

  const step = (inputs: StepInputs, held: TrainState) =>
    tf.tidy(() => {
      const state = joinSampled(held, inputs.sampled);
      const trained = variables.tensors(state);
      const given = { inputs, state, trained };
      const found = accumulate === 1 ? batchGradients(parts, given) : chunkedGradients(parts, given, accumulate);
      const gradientNorm = globalNorm(found.gradients);
      const finite = tf.isFinite<tf.Scalar>(tf.add(found.total, gradientNorm));
      const moved = optimiser.apply({
        variables: trained,
        gradients: clip === undefined ? found.gradients : clipByGlobalNorm(found.gradients, gradientNorm, clip),
        state: state.optimiser,
        learningRate: inputs.learningRate,
        finite: skipNonFinite ? finite : undefined,
      });
      const when = (next: TensorRecord, before: TensorRecord | undefined): TensorRecord =>
        skipNonFinite ? whereFinite(finite, next, before ?? {}) : next;
      const { parameters, heads } = variables.apart(moved.variables);
      const headStates = Object.entries(found.headStates).map(
        ([branch, next]) => [branch, when(next, state.headStates[branch])] as const,
      );
      const next: TrainStateUpdate = {
        parameters: { ...parameters, ...when(found.moving, state.parameters) },
        heads,
        headStates: Object.fromEntries(headStates),
        optimiser: moved.state,
      };
      const { sampled, rest } = splitSampled(next, shapes.sampled);
      return { outputs: { total: found.total, terms: found.terms, gradientNorm, finite, sampled }, variables: rest };
    });

  return {
    network,
    layout,
    trained: trainedNames,
    inputSpecs: {
      inputs: { shape: [layout.rows, ...network.inputShape] },
      labels: Object.fromEntries(
        branches.map(({ name, batch }) => [name, { shape: [batch], dtype: 'int32' as const }]),
      ),
      learningRate: { shape: [] },
      sampled: { heads: specsOf(shapes.sampled.heads), optimiser: specsOf(shapes.sampled.optimiser) },
    },
    initialise: (seed, heads) => initialiseState({ network, loss, layout, shapes: shapes.held }, seed, heads),
    step,
    embed: ({ inputs }, { parameters }) => ({
      outputs: { embeddings: tf.tidy(() => network.forward(parameters, inputs, { training: false }).embeddings) },
    }),
  };
}

/** The network's forward pass as the options want it, with those moving averages that are to change. */
function forwardOf({ network, recompute, batchNorm = 'batch', freeze = [] }: TrainStepOptions): Forward {
  const training = batchNorm === 'batch';
  const isFrozen = namePattern(freeze);
  return (parameters, inputs) => {
    const { embeddings, moving } = network.forward(parameters, inputs, { training, recompute });
    const changed = Object.entries(moving).filter(([name]) => training && !isFrozen(name));
    return { embeddings, moving: Object.fromEntries(changed) };
  };
}

function specsOf(shapes: HeadShapes['heads']): Record<string, TensorSpec> {
  return Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, { shape: [...shape] }]));
}

function whereFinite(finite: tf.Scalar, next: TensorRecord, before: TensorRecord): TensorRecord {
  return Object.fromEntries(
    Object.entries(next).map(([name, tensor]) => [name, tf.where(finite, tensor, before[name] ?? tensor)]),
  );
}

function checkBranches({ branches, pairs }: BatchLayout, { heads, options }: MultiBranchLoss): void {
  const rows = branches.map(({ name }) => name);
  const missing = Object.keys(heads).find((name) => !rows.includes(name));
  if (missing !== undefined) throw new RangeError(`The batch has no rows for the branch '${missing}' of the loss.`);
  const unknown = rows.find((name) => !(name in heads));
  if (unknown !== undefined) throw new RangeError(`The loss has no branch '${unknown}', which the batch has rows for.`);
  const group = options.groups?.find(({ branch }) => !pairs.some((pair) => pair.group === branch));
  if (group !== undefined) throw new RangeError(`The batch has no pairs for the group '${group.branch}' of the loss.`);
}

function checkNumbers({ rows }: BatchLayout, accumulate: number, clip: number | undefined): void {
  if (!Number.isInteger(accumulate) || accumulate < 1 || accumulate > rows) {
    throw new RangeError(
      `accumulate: expected a whole number from 1 to the batch's ${rows} rows, found ${accumulate}.`,
    );
  }
  if (clip !== undefined && !(clip > 0)) throw new RangeError(`clip: expected a number above 0, found ${clip}.`);
}
