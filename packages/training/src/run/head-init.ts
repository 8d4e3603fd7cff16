import type { Source } from '@fairface/data';
import { type Features, loadFeatures } from '@fairface/features';
import { InputError } from '@fairface/io';
import type { TrainConfig } from '../config/load-train-config';
import { imageStem } from '../image-stem';
import { classMeanWeights } from '../step/class-mean-weights';

export interface HeadInitOptions {
  config: TrainConfig;
  /** By branch, in the order of the configuration. */
  sources: readonly Source[];
  /** Length of the network's embedding. */
  embedding: number;
  /** `[embedding]`: what an adapter takes away from features before it normalises them; `undefined` for images. */
  centre?: Float32Array;
}

/** First class weights, and what is worth a word about them, for a person. */
export interface HeadStart {
  weights: Record<string, Float32Array>;
  notes: string[];
}

/**
 * First class weights of the branches that ask for class means: the mean of each person's features in a feature file, which
 * names images as the branch does (or without `_cropped` and extension). Features of other images are passed over. An
 * adapter's branch has features of its own, which are taken unless others are named; they are centred as the adapter does.
 *
 * @returns `weights`: by branch `[embedding, classes]`, row-major, as the step takes them; `notes`: people without features
 * @throws InputError `other-dimension` or `no-features`, or as `loadFeatures`.
 */
export async function classMeanHeads(options: HeadInitOptions): Promise<HeadStart> {
  const { config, sources, embedding, centre } = options;
  const files = new Map<string, Promise<Features>>();
  const weights: Record<string, Float32Array> = {};
  const notes: string[] = [];
  for (const [at, { name, head, features: own }] of config.branches.entries()) {
    const { init, features: file = own } = head;
    const source = sources[at];
    if (init !== 'class-mean' || file === undefined || source === undefined) continue;
    const loading = files.get(file) ?? loadFeatures(file);
    files.set(file, loading);
    const features = await loading;
    if (features.dimension !== embedding) {
      throw new InputError({
        code: 'other-dimension',
        file,
        message: `branch "${name}": its features have another length than the network's embedding`,
        expected: `${embedding} numbers`,
        found: `${features.dimension}`,
      });
    }
    const { rows, labels } = match(features, source);
    if (rows.length === 0) {
      throw new InputError({
        code: 'no-features',
        file,
        message: `branch "${name}": the file has features of none of its ${source.names.length} images`,
        expected: `names such as ${source.names[0]}`,
        found: `names such as ${features.names[0]}`,
      });
    }
    const without = source.classes.length - new Set(labels).size;
    if (without > 0) {
      notes.push(
        `branch "${name}": ${without} of ${source.classes.length} people have no features in ${file}, and random weights`,
      );
    }
    const centres = head.type === 'subcenter-arcface' ? head.subCenters : 1;
    weights[name] = repeatColumns(
      classMeanWeights({
        features: gather(features, rows, centre),
        dimension: embedding,
        labels,
        classes: source.classes.length,
        seed: config.seed,
      }),
      source.classes.length,
      centres,
    );
  }
  return { weights, notes };
}

function match({ names }: Features, source: Source): { rows: number[]; labels: number[] } {
  const labelOf = new Map(source.names.map((name, item) => [imageStem(name), source.labels[item] as number]));
  const rows: number[] = [];
  const labels: number[] = [];
  names.forEach((name, row) => {
    const label = labelOf.get(imageStem(name));
    if (label === undefined) return;
    rows.push(row);
    labels.push(label);
  });
  return { rows, labels };
}

function gather({ data, dimension }: Features, rows: readonly number[], centre?: Float32Array): Float32Array {
  const chosen = new Float32Array(rows.length * dimension);
  rows.forEach((row, n) => {
    for (let d = 0; d < dimension; d++) {
      chosen[n * dimension + d] = (data[row * dimension + d] as number) - (centre?.[d] ?? 0);
    }
  });
  return chosen;
}

/** Several centres of a class start from the same mean, in the order in which the head keeps them. */
function repeatColumns(weights: Float32Array, classes: number, times: number): Float32Array {
  if (times === 1) return weights;
  const repeated = new Float32Array(weights.length * times);
  for (let n = 0; n < repeated.length; n++) {
    const row = Math.floor(n / (classes * times));
    const column = n % (classes * times);
    repeated[n] = weights[row * classes + Math.floor(column / times)] as number;
  }
  return repeated;
}
