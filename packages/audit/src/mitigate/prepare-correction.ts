import { type GroupedImages, groupImages } from '../fairness/group-images';
import { betaProbability } from './beta-calibration';
import { clusterImages, featureRow, type ImageFeatures } from './image-features';
import type { MitigationParameters, Moments } from './mitigation-parameters';

/** Images that scores are corrected for. */
export interface CorrectedImages extends GroupedImages {
  /** Needed for `fsn` and `faircal`. */
  features?: ImageFeatures;
}

/** A fitted correction, made ready for the images of a table. */
export interface Correction {
  /** The corrected score of a pair of images; NaN where the fit does not cover it. */
  correct(score: number, left: number, right: number): number;
  /** Why a pair is not covered. */
  explain(left: number, right: number): { reason: 'unknown-group' | 'no-feature' | 'no-cohort'; detail: string };
}

/**
 * Looks up once what a correction needs of each image.
 *
 * @throws RangeError where features are missing or have another length than those of the fit; InputError `unknown-attribute`.
 */
export function prepareCorrection(parameters: MitigationParameters, images: CorrectedImages): Correction {
  switch (parameters.kind) {
    case 'group-thresholds': {
      const { by, thresholds, global } = parameters;
      const { shift, explain } = groupLookup(images, by, (name) => {
        const own = thresholds[name];
        return own === undefined ? undefined : (own - global) / 2;
      });
      return { correct: (score, a, b) => score - (shift(a) ?? NaN) - (shift(b) ?? NaN), explain };
    }
    case 'cohort-group': {
      const { shift, explain } = groupLookup(images, parameters.by, (name) => parameters.cohort[name]);
      const normalise = (score: number, own: Moments | undefined): number =>
        own === undefined ? NaN : (score - own.mean) / own.deviation;
      return {
        correct: (score, a, b) => (normalise(score, shift(a)) + normalise(score, shift(b))) / 2,
        explain,
      };
    }
    case 'fsn': {
      const { clusterOf, explain } = clusterLookup(images, parameters.centres, parameters.kind);
      const shifts = parameters.thresholds.map((threshold) => (threshold - parameters.global) / 2);
      const shift = (image: number): number => shifts[clusterOf[image] as number] ?? NaN;
      return { correct: (score, a, b) => score - shift(a) - shift(b), explain };
    }
    case 'faircal': {
      const { clusterOf, explain } = clusterLookup(images, parameters.centres, parameters.kind);
      const { calibrations } = parameters;
      return {
        correct(score, a, b) {
          const [f, g] = [calibrations[clusterOf[a] as number], calibrations[clusterOf[b] as number]];
          if (f === undefined || g === undefined) return NaN;
          // Clusters without a pair count little, but they do count: their images must have a score.
          const [n, m] = [Math.max(f.n, 1), Math.max(g.n, 1)];
          return (n * betaProbability(f, score) + m * betaProbability(g, score)) / (n + m);
        },
        explain,
      };
    }
    default: {
      const { by, cohort, kind } = parameters;
      const { names, groupOf } = groupImages(images, by);
      const own = (left: number, right: number): [image: string, group: string] => {
        const [image, other] = kind === 'cohort-z' ? [left, right] : [right, left];
        return [images.images[image] ?? '', names[groupOf[other] as number] ?? ''];
      };
      return {
        correct(score, left, right) {
          const [image, group] = own(left, right);
          const moments = cohort[image]?.[group];
          return moments === undefined ? NaN : (score - moments.mean) / moments.deviation;
        },
        explain(left, right) {
          const [image, group] = own(left, right);
          const whom = group === 'all' ? 'the cohort' : `the cohort of ${group}`;
          return { reason: 'no-cohort', detail: `too few scores of "${image}" against ${whom} when it was fitted` };
        },
      };
    }
  }
}

function groupLookup<Value>(images: GroupedImages, by: readonly string[], find: (name: string) => Value | undefined) {
  const { names, groupOf } = groupImages(images, by);
  const values = names.map(find);
  return {
    shift: (image: number): Value | undefined => values[groupOf[image] as number],
    explain(left: number, right: number) {
      const image = values[groupOf[left] as number] === undefined ? left : right;
      const detail = `"${images.images[image] ?? ''}" is of ${names[groupOf[image] as number] ?? ''}, a group that the fit does not cover`;
      return { reason: 'unknown-group' as const, detail };
    },
  };
}

function clusterLookup({ images, features }: CorrectedImages, centres: readonly number[][], kind: string) {
  const size = centres[0]?.length ?? 0;
  if (features === undefined || features.size !== size)
    throw new RangeError(`${kind} needs features of ${size} values; found ${features?.size ?? 'none'}`);
  return {
    clusterOf: clusterImages(features, images.length, centres),
    explain(left: number, right: number) {
      const image = featureRow(features, left) < 0 ? left : right;
      return { reason: 'no-feature' as const, detail: `no feature of "${images[image] ?? ''}"` };
    },
  };
}
