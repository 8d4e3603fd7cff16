import { loadPairs, loadSource, type Source, type StreamPlan } from '@fairface/data';
import type { Features } from '@fairface/features';
import { InputError } from '@fairface/io';
import { buildNetwork, imagePreprocessing, loadModel, type Network } from '@fairface/model';
import * as tf from '@tensorflow/tfjs';
import type { DataState } from '../checkpoint/run-state';
import { readingField } from '../config/config-origin';
import { modelPreprocessing, type TrainConfig } from '../config/load-train-config';
import { createSchedule, type Schedule } from '../schedule/create-schedule';
import { ClassBanks } from '../sampled/class-banks';
import type { TrainState } from '../step/train-state';
import { createTrainStep, type TrainStep } from '../step/train-step';
import { checkConfigPatterns } from './check-config-patterns';
import { checkSizes } from './check-sizes';
import { checkTemplate } from './check-template';
import { branchState, pairState } from './data-state';
import { featureCentre } from './feature-centre';
import { classMeanHeads } from './head-init';
import { lossOptions } from './loss-options';
import { sampledClasses } from './sampled-classes';

/** The parameter of an adapter that holds the mean of its features. */
const CENTRE = 'centre/movingMean';

/** A training that could begin. */
export interface PreparedTraining {
  config: TrainConfig;
  network: Network;
  trainStep: TrainStep;
  schedule: Schedule;
  /** What is streamed, from step 0 on. */
  plan: StreamPlan;
  /** By branch, and by group as `GROUP/pairs`. */
  data: Record<string, DataState>;
  /** The state before the first step, to be disposed of by the caller, and what is worth a word about it. */
  initialise(): Promise<{ state: TrainState; banks: ClassBanks; notes: string[] }>;
}

/**
 * Loads the sources of a configuration and builds the step; nothing is written, no image is read.
 *
 * @throws InputError for a source, a pair file, features, patterns or numbers that cannot be used.
 */
export async function prepareTraining(config: TrainConfig, workers?: number): Promise<PreparedTraining> {
  const network = buildNetwork(config.model);
  const featureFiles = new Map<string, Promise<Features>>();
  const sources: Source[] = [];
  for (const [at, branch] of config.branches.entries()) {
    sources.push(await readingField(config, ['branches', at], () => loadSource(branch, { featureFiles })));
    await readingField(config, ['branches', at], () => checkTemplate(branch, config));
  }
  const sourceOf = (name: string): Source => sources[config.branches.findIndex((one) => one.name === name)] as Source;
  sources.forEach((source) => checkDimension(source, network));
  const pairs = [];
  for (const [at, { branch, pairs: file, batch, augment }] of config.groups.entries()) {
    const usual = config.branches.find(({ name }) => name === branch)?.augment;
    const read = () => loadPairs(file, sourceOf(branch));
    const own = await readingField(config, ['groups', at, 'pairs'], read);
    pairs.push({ group: branch, pairs: own, batch, augment: augment ?? usual });
  }
  const branches = config.branches.map(({ name, batch, sampling, augment }, n) => {
    return { name, source: sources[n] as Source, batch, sampling, augment };
  });
  checkSizes(config, branches, pairs);
  checkConfigPatterns(config, network);
  const centre = featureCentre(sources);
  const { optimiser, clip, accumulate, recompute, freeze, batchNorm, seed, prefetch } = config;
  const trainStep = createTrainStep({
    network,
    loss: lossOptions(config),
    branches: branches.map(({ name, batch, source: { classes } }, n) => ({
      name,
      batch,
      classes: classes.length,
      sample: sampledClasses(config.branches[n]?.head.sample, classes.length),
    })),
    pairs: pairs.map(({ group, batch }) => ({ group, batch })),
    optimiser,
    clip,
    accumulate,
    recompute,
    freeze,
    batchNorm,
  });
  return {
    config,
    network,
    trainStep,
    schedule: createSchedule({ ...config.schedule, steps: config.steps }),
    plan: {
      branches,
      pairs,
      centre,
      seed,
      prefetch,
      workers,
      preprocessing: imagePreprocessing(modelPreprocessing(config)),
    },
    data: Object.fromEntries([
      ...branches.map(({ name, source }) => [name, branchState(source)] as const),
      ...pairs.map(({ group, pairs: source }) => [`${group}/pairs`, pairState(source)] as const),
    ]),
    initialise: async () => {
      const { weights, notes } = await classMeanHeads({ config, sources, centre, embedding: network.embedding });
      const state = centred(trainStep.initialise(seed, weights), centre);
      const { initFrom } = config;
      const from =
        initFrom === undefined
          ? state
          : await readingField(config, ['initFrom'], () => startFrom(initFrom, state, network));
      return { state: from, banks: ClassBanks.initialise(trainStep, seed, weights), notes };
    },
  };
}

function checkDimension({ origin, dimension }: Source, { inputShape }: Network): void {
  if (dimension === undefined || dimension === inputShape[0]) return;
  throw new InputError({
    code: 'other-dimension',
    file: origin,
    message: 'its features have another length than the adapter takes',
    expected: `model.inputDimension, ${inputShape[0]}`,
    found: `${dimension}`,
  });
}

/** An adapter takes the mean of its training features away; no step changes it. */
function centred(state: TrainState, centre: Float32Array | undefined): TrainState {
  const before = state.parameters[CENTRE];
  if (centre === undefined || before === undefined) return state;
  before.dispose();
  return { ...state, parameters: { ...state.parameters, [CENTRE]: tf.tensor1d(centre) } };
}

/** The network's parameters of another training; class weights and the optimiser begin anew. */
async function startFrom(folder: string, state: TrainState, network: Network): Promise<TrainState> {
  try {
    const { parameters } = await loadModel(folder, { expect: network.config });
    tf.dispose(state.parameters);
    return { ...state, parameters };
  } catch (error) {
    tf.dispose(state);
    throw error;
  }
}
