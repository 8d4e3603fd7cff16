import { compareResampled, type MeasureDifference, resampleSystem, type ResampledSystem } from '@fairface/audit';
import type { Features } from '@fairface/features';
import * as tf from '@tensorflow/tfjs';
import { checkGroups } from './check-groups';
import { foldPairs } from './fold-pairs';
import type { FaceSet } from './load-faces';
import { normaliseRows, scorePairs, type Vectors } from './score-pairs';
import { splitPeople } from './split-people';
import { trainAdapter } from './train-adapter';
import type { Variant } from './variants';

export interface RunVariantsOptions {
  faces: FaceSet;
  variants: readonly Variant[];
  /** Attributes of the coarse groups (the headline) and of the fine ones. */
  groups: { coarse: readonly string[]; fine: readonly string[] };
  /** Attributes held constant in the challenge's bias numbers. */
  legitimate: readonly string[];
  seeds: number;
  folds: number;
  resamples: number;
  work: string;
  traced: boolean;
  /** Told after every training. */
  onProgress: (done: number, total: number, what: string) => void;
}

/** What came of one system, averaged over the seeds. */
export interface SystemResult {
  name: string;
  title: string;
  coarse: ResampledSystem;
  fine: ResampledSystem;
}

/** Titles of systems that nothing is trained for, and of those that are added up of two. */
const RAW = { cosine: 'raw features, cosine', euclidean: 'raw features, Euclidean' } as const;

/**
 * Trains every variant on all folds but one, judges it on the one left out, and puts the folds' pairs together; once a seed,
 * which decides over folds and training alike.
 *
 * @throws InputError as {@link checkGroups}, before anything is trained
 */
export async function runVariants(options: RunVariantsOptions): Promise<SystemResult[]> {
  const { faces, variants, seeds, folds, groups, onProgress } = options;
  const raw: Vectors = { data: addRows(faces), dimension: faces.dimension };
  const runs = new Map<string, { title: string; scores: Float64Array[] }>();
  const note = (name: string, title: string, score: Float64Array): void => {
    const run = runs.get(name) ?? { title, scores: [] };
    run.scores.push(score);
    runs.set(name, run);
  };
  const featureFiles = new Map<string, Promise<Features>>();
  const splits = Array.from({ length: seeds }, (_, seed) => split(faces, groups.fine, folds, seed + 1));
  for (const [name, attributes] of Object.entries(groups)) {
    checkGroups({ faces, attributes, flag: `--${name}`, splits: splits.map(({ foldOf }) => foldOf), folds });
  }
  const total = seeds * folds * variants.length;
  let done = 0;
  for (const [n, { foldOf, data }] of splits.entries()) {
    const seed = n + 1;
    note('cosine', RAW.cosine, scorePairs(raw, data.pairs));
    note('euclidean', RAW.euclidean, scorePairs(raw, data.pairs, 'euclidean'));
    for (const variant of variants) {
      const vectors: Vectors = { data: new Float32Array(faces.image.length), dimension: faces.dimension };
      for (let fold = 0; fold < folds; fold++) {
        const rows = [...foldOf.keys()].filter((row) => foldOf[row] !== fold);
        const attributes = groups[variant.groups];
        const trained = await trainAdapter({ ...options, rows, variant, attributes, seed, featureFiles });
        tf.dispose(trained.parameters);
        copyRows(trained.vectors, vectors, (row) => foldOf[row] === fold);
        onProgress(++done, total, `${variant.title}, seed ${seed}, fold ${fold + 1}`);
      }
      note(variant.name, variant.title, scorePairs(vectors, data.pairs));
      if (!variant.fused) continue;
      note(`fused-${variant.name}`, `raw and ${variant.title}`, scorePairs(fuse(raw, vectors), data.pairs));
    }
  }
  const options4 = { ...options, targetFmr: 1e-2, tarFmr: 1e-3 };
  return [...runs].map(([name, { title, scores }]) => {
    const scored = splits.map(({ data }, n) => ({
      ...data,
      pairs: { ...data.pairs, score: scores[n] ?? new Float64Array() },
    }));
    const judge = (by: readonly string[]): ResampledSystem => resampleSystem(scored, { ...options4, protected: by });
    return { name, title, coarse: judge(groups.coarse), fine: judge(groups.fine) };
  });
}

/** The differences of a system to another, by measure. */
export function differences(a: ResampledSystem, b: ResampledSystem): Map<string, MeasureDifference> {
  return new Map(compareResampled(a, b).map((difference) => [difference.measure, difference]));
}

function split({ images }: FaceSet, attributes: readonly string[], folds: number, seed: number) {
  const groups = images.map((image) => attributes.map((name) => image.attributes[name] ?? '').join('/'));
  const foldOf = splitPeople(
    images.map(({ subject }) => subject),
    groups,
    folds,
    seed,
  );
  return { foldOf, data: foldPairs(images, foldOf) };
}

/** Features of image and mirror image, normalised and added. */
function addRows({ image, mirror, dimension }: FaceSet): Float32Array {
  const [a, b] = [normaliseRows({ data: image, dimension }), normaliseRows({ data: mirror, dimension })];
  return a.map((value, n) => value + (b[n] as number));
}

/** Both features, normalised, side by side; the raw one counts twice as much in length. */
function fuse(raw: Vectors, adapted: Vectors): Vectors {
  const [a, b] = [normaliseRows(raw), normaliseRows(adapted)];
  const dimension = raw.dimension + adapted.dimension;
  const data = new Float32Array((a.length / raw.dimension) * dimension);
  for (let row = 0; row * dimension < data.length; row++) {
    const from = row * raw.dimension;
    data.set(
      a.subarray(from, from + raw.dimension).map((value) => 2 * value),
      row * dimension,
    );
    data.set(b.subarray(row * adapted.dimension, (row + 1) * adapted.dimension), row * dimension + raw.dimension);
  }
  return { data, dimension };
}

function copyRows(from: Vectors, to: Vectors, wanted: (row: number) => boolean): void {
  const { dimension } = from;
  for (let row = 0; row * dimension < from.data.length; row++) {
    if (wanted(row)) to.data.set(from.data.subarray(row * dimension, (row + 1) * dimension), row * dimension);
  }
}
