import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type BranchPlan, loadPairs, loadSource, type PairPlan, streamBatches } from '@fairface/data';
import type { Features } from '@fairface/features';
import { writeFileAtomic } from '@fairface/io';
import type { MultiBranchOptions } from '@fairface/losses';
import { buildNetwork, type Network } from '@fairface/model';
import { classMeanWeights, createSchedule, createTrainStep, openTrainer, stepInputs } from '@fairface/training';
import * as tf from '@tensorflow/tfjs';
import { stringify } from 'csv-stringify/sync';
import { branchNames } from './branch-names';
import { groupRows } from './group-rows';
import type { FaceSet } from './load-faces';
import { minePositives } from './mine-positives';
import { normaliseRows, type Vectors } from './score-pairs';
import type { Variant } from './variants';

export interface TrainAdapterOptions {
  faces: FaceSet;
  /** The images to train on. */
  rows: readonly number[];
  variant: Variant;
  /** The attributes that make its groups. */
  attributes: readonly string[];
  seed: number;
  /** Folder for the table and the pair lists that the branches read. */
  work: string;
  /** Whether the step runs as one TensorFlow graph; needs the native engine. */
  traced: boolean;
  /** Feature files in memory, shared by all runs. */
  featureFiles: Map<string, Promise<Features>>;
}

/** A trained adapter. */
export interface TrainedAdapter {
  network: Network;
  /** To be disposed of by the caller. */
  parameters: Record<string, tf.Tensor>;
  /** Features of all faces: the normalised embeddings of image and mirror image, added. */
  vectors: Vectors;
}

const STEPS = 400;
const IMAGES = 64;
const PAIRS = 32;
const AUGMENT = { preset: 'none', mirror: 0.5, dropout: 0.2 } as const;

/**
 * Trains the adapter on frozen features: a base branch of all people and one of each group, 64 images each, drawn evenly over
 * people (those of small groups come several times); 32 hard genuine pairs a group; AdamW, 400 steps.
 */
export async function trainAdapter(options: TrainAdapterOptions): Promise<TrainedAdapter> {
  const { faces, variant, seed, traced } = options;
  const { dimension } = faces;
  const mean = meanOf(faces, options.rows);
  const { branches, pairs } = await plan(options, centred(faces, mean));
  const network = buildNetwork({ preset: 'adapter', inputDimension: dimension });
  const trainStep = createTrainStep({
    network,
    loss: lossOf(variant, branches),
    branches: branches.map(({ name, batch, source }) => ({ name, batch, classes: source.classes.length })),
    pairs: pairs.map(({ group, batch }) => ({ group, batch })),
    optimiser: { type: 'adamw', weightDecay: 1e-4, headWeightDecay: 1e-3 },
  });
  const state = trainStep.initialise(seed, headsOf(branches, mean, seed));
  state.parameters['centre/movingMean']?.dispose();
  state.parameters['centre/movingMean'] = tf.tensor1d(mean);
  const trainer = await openTrainer({ trainStep, state, traced, embedRows: 512 });
  tf.dispose(state);
  const schedule = createSchedule({ type: 'cosine', learningRate: 1e-3, steps: STEPS, warmupSteps: 20 });
  try {
    for await (const event of streamBatches({ branches, pairs, centre: mean, seed, toStep: STEPS })) {
      if (event.type !== 'batch') continue;
      const inputs = stepInputs(trainStep, event.batch, schedule(event.batch.step));
      const { finite, total } = trainer.run(inputs);
      tf.dispose(inputs);
      if (!finite) throw new Error(`${variant.name}, step ${event.batch.step}: the loss is ${total}`);
    }
    const { parameters, ...rest } = trainer.read();
    tf.dispose(rest);
    const embed = (data: Float32Array): Float32Array => {
      const rows = tf.tidy(() => trainer.embed(tf.tensor2d(data, [data.length / dimension, dimension])));
      const values = rows.dataSync() as Float32Array;
      rows.dispose();
      return normaliseRows({ data: values, dimension: network.embedding });
    };
    const [image, mirror] = [embed(faces.image), embed(faces.mirror)];
    const data = image.map((value, n) => value + (mirror[n] as number));
    return { network, parameters, vectors: { data, dimension: network.embedding } };
  } finally {
    trainer.dispose();
  }
}

function lossOf(
  { constraints, topK, groups, histogram }: Variant,
  branches: readonly BranchPlan[],
): MultiBranchOptions {
  return {
    branches: branches.map(({ name }) => ({ name, head: { type: 'arcface', scale: 64, margin: 0.5 } })),
    groups: constraints === undefined ? [] : branches.slice(1).map(({ name }) => ({ branch: name })),
    constraints,
    histogram,
    topK: topK ?? (groups === 'fine' ? 50 : 100),
    l2: 0,
  };
}

/** Branches and pairs, as tables and lists on disk that the data package reads. */
async function plan(
  { faces, rows, variant, attributes, seed, work, featureFiles }: TrainAdapterOptions,
  start: Vectors,
): Promise<{ branches: BranchPlan[]; pairs: PairPlan[] }> {
  const folder = join(work, 'branches');
  await mkdir(folder, { recursive: true });
  const file = (name: string): string => join(folder, `${variant.name}-${seed}-${name}`);
  const groups = groupRows(faces.images, rows, attributes);
  const names = branchNames(groups.keys());
  const groupOf = new Map([...groups].flatMap(([group, rows]) => rows.map((row) => [row, names.get(group)] as const)));
  const table = file('people.csv');
  const lines = rows.map((row) => [faces.images[row]?.path, faces.images[row]?.subject, groupOf.get(row)]);
  await writeFileAtomic(table, stringify([['path', 'subject', 'group'], ...lines]));
  const branch = async (name: string, batch: number, filter?: string): Promise<BranchPlan> => ({
    name,
    batch,
    sampling: 'uniform-people',
    augment: AUGMENT,
    source: await loadSource(
      { features: faces.files.image, mirror: faces.files.mirror, attributes: table, label: 'subject', filter },
      { featureFiles },
    ),
  });
  const base = await branch('base', variant.single ? IMAGES * (groups.size + 1) : IMAGES);
  if (variant.single) return { branches: [base], pairs: [] };
  const branches = [base];
  const pairs: PairPlan[] = [];
  const cosine = (a: number, b: number): number => dot(start, a, b);
  for (const [group, members] of groups) {
    const name = names.get(group) ?? group;
    const own = await branch(name, IMAGES, `group == "${name}"`);
    branches.push(own);
    if (variant.constraints === undefined) continue;
    const list = file(`${name}.pairs`);
    const mined = minePositives(members, (row) => faces.images[row]?.subject ?? '', cosine);
    const paths = mined.map((pair) => pair.map((row) => faces.images[row]?.path).join('\t'));
    await writeFileAtomic(list, paths.map((line) => `${line}\t1\n`).join(''));
    const batch = Math.min(PAIRS, mined.length);
    pairs.push({ group: name, pairs: await loadPairs(list, own.source), batch, augment: AUGMENT });
  }
  return { branches, pairs };
}

/** Heads of groups start from their people's mean features. */
function headsOf(branches: readonly BranchPlan[], mean: Float32Array, seed: number): Record<string, Float32Array> {
  const dimension = mean.length;
  return Object.fromEntries(
    branches.slice(1).map(({ name, source }) => {
      const features = new Float32Array(2 * source.names.length * dimension);
      const labels = [...source.labels, ...source.labels];
      source.names.forEach((_, n) => {
        const item = source.item(n);
        if (!('vector' in item)) return;
        [item.vector, item.mirror ?? item.vector].forEach((vector, side) =>
          features.set(
            vector.map((value, d) => value - (mean[d] as number)),
            (n + side * source.names.length) * dimension,
          ),
        );
      });
      return [name, classMeanWeights({ features, dimension, labels, classes: source.classes.length, seed })];
    }),
  );
}

/** The mean feature of some images and of their mirror images. */
function meanOf({ image, mirror, dimension }: FaceSet, rows: readonly number[]): Float32Array {
  const mean = new Float64Array(dimension);
  for (const row of rows) {
    for (let d = 0; d < dimension; d++) {
      const at = row * dimension + d;
      mean[d] = (mean[d] as number) + ((image[at] as number) + (mirror[at] as number)) / (2 * rows.length);
    }
  }
  return Float32Array.from(mean);
}

/** What the adapter starts from: centred, normalised, image and mirror image added, normalised. */
function centred({ image, mirror, dimension }: FaceSet, mean: Float32Array): Vectors {
  const start = (data: Float32Array): Float32Array =>
    normaliseRows({ data: data.map((value, n) => value - (mean[n % dimension] as number)), dimension });
  const [a, b] = [start(image), start(mirror)];
  return { data: normaliseRows({ data: a.map((value, n) => value + (b[n] as number)), dimension }), dimension };
}

function dot({ data, dimension }: Vectors, a: number, b: number): number {
  let sum = 0;
  for (let d = 0; d < dimension; d++) sum += (data[a * dimension + d] as number) * (data[b * dimension + d] as number);
  return sum;
}
