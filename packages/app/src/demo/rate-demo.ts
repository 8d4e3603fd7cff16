import { areaUnderCurve, equalErrorRate, rocCurve } from '@fairface/audit';
import { InputError } from '@fairface/io';
import type { DemoPair } from './demo-pairs';

/** A pair with its similarity. */
export type ScoredPair = DemoPair & { similarity: number };

/** How well one disturbance was survived. */
export interface KindRating {
  kind: string;
  pairs: number;
  /** Pairs at or above the threshold. */
  recognised: number;
  /** Mean similarity. */
  similarity: number;
}

export interface DemoRating {
  genuine: number;
  impostor: number;
  /** Area under the ROC curve, 0 to 1. */
  auc: number;
  /** The similarity at which FMR and FNMR are equal. */
  threshold: number;
  /** Share of all pairs on the right side of the threshold. */
  accuracy: number;
  /** By disturbance, in the order of the pairs; different faces are no kind here. */
  kinds: KindRating[];
}

/**
 * Rates the demo's pairs.
 *
 * @throws InputError `too-few-faces` where there are no two faces to tell apart.
 */
export function rateDemo(pairs: readonly ScoredPair[]): DemoRating {
  const genuine = pairs.filter(({ label }) => label === 1);
  const impostor = pairs.length - genuine.length;
  if (genuine.length === 0 || impostor === 0) {
    throw new InputError({
      code: 'too-few-faces',
      message: 'there is nothing to tell apart',
      expected: 'photographs with at least two faces',
      hint: 'Give more photographs with --photos',
    });
  }
  const curve = rocCurve({
    score: Float64Array.from(pairs, ({ similarity }) => similarity),
    genuine: Uint8Array.from(pairs, ({ label }) => label),
  });
  const { threshold } = equalErrorRate(curve).below;
  const right = pairs.filter(({ similarity, label }) => similarity >= threshold === (label === 1)).length;
  const kinds = [...new Set(genuine.map(({ kind }) => kind))].map((kind): KindRating => {
    const own = genuine.filter((pair) => pair.kind === kind).map(({ similarity }) => similarity);
    const recognised = own.filter((similarity) => similarity >= threshold).length;
    return { kind, pairs: own.length, recognised, similarity: own.reduce((sum, value) => sum + value, 0) / own.length };
  });
  const auc = areaUnderCurve(curve);
  return { genuine: genuine.length, impostor, auc, threshold, accuracy: right / pairs.length, kinds };
}
