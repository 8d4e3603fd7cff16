import { join } from 'node:path';
import { runJob, writeFileAtomic } from '@fairface/io';
import { formatListLine } from '@fairface/crop';
import { extractFeatures, loadFeatures } from '@fairface/features';
import { loadModelEmbedder } from '@fairface/model';
import { loadTrainConfig, train } from '@fairface/training';
import type { Vectors } from '../adapter/score-pairs';
import { cropName } from '../faces-folder';
import type { PreparedFaces } from './prepare-faces';
import type { Variant } from './variants';

export interface TrainVariantOptions {
  prepared: PreparedFaces;
  variant: Variant;
  seed: number;
  steps: number;
  work: string;
  traced: boolean;
  engine: string;
  /** Told after every step. */
  onStep: (step: number, total: number) => void;
}

/**
 * Trains one variant, or goes on with it, and describes the people split off with what came of it: image and mirror image,
 * added.
 *
 * @returns a row for each of those faces, in their order
 */
export async function trainVariant(options: TrainVariantOptions): Promise<Vectors> {
  const { prepared, variant, seed, work, traced, engine, onStep } = options;
  const name = `${variant.name}-${seed}`;
  const file = join(work, `${name}.json`);
  await writeFileAtomic(file, `${JSON.stringify(configOf(options), null, 2)}\n`);
  const out = join(work, 'runs', name);
  const job = train({ config: await loadTrainConfig(file), out, traced, engine });
  for (let next = await job.next(); !next.done; next = await job.next()) {
    if (next.value.type === 'step') onStep(next.value.step, next.value.total);
  }
  return describe(prepared, join(out, 'checkpoints', 'last'), join(out, 'held'), work);
}

/** The same for every variant but for its terms. */
function configOf({ prepared, variant, seed, steps }: TrainVariantOptions): object {
  const source = { table: prepared.table, root: prepared.crops };
  const head = { type: 'arcface', scale: 32, margin: 0.3 };
  const branch = (name: string, filter: string, batch: number): object => ({ name, ...source, filter, batch, head });
  return {
    model: { preset: 'tiny', inputSize: 64, embedding: 128 },
    branches: [
      branch('base', 'part == "train"', 64),
      ...prepared.groups.map(({ name, gender, race2 }) =>
        branch(name, `part == "train" and gender == "${gender}" and race2 == "${race2}"`, 16),
      ),
    ],
    groups: prepared.groups.map(({ name, pairs }) => ({ branch: name, pairs, batch: 8 })),
    constraints: variant.constraints,
    optimiser: { type: 'sgd' },
    schedule: { type: 'cosine', learningRate: 0.1, warmupSteps: 20 },
    clip: 5,
    steps,
    seed,
    checkpoint: { every: 100, keepLast: 1 },
  };
}

async function describe({ faces, crops }: PreparedFaces, model: string, out: string, work: string): Promise<Vectors> {
  const held = faces.filter((face) => face.held);
  const list = join(work, 'held.list');
  await writeFileAtomic(list, held.map(({ path }) => formatListLine(cropName(path))).join(''));
  const embedder = await loadModelEmbedder(model);
  try {
    await runJob(extractFeatures({ list, root: crops, out, embedder, format: 'npy', restart: true }));
  } finally {
    await embedder.dispose?.();
  }
  const { data, dimension, names } = await loadFeatures(`${out}.mean.npy`);
  if (names.length !== held.length) throw new Error(`${model}: ${names.length} features of ${held.length} faces`);
  return { data, dimension };
}
