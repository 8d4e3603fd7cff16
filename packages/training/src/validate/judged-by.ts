import { createHash } from 'node:crypto';
import type { Source } from '@fairface/data';
import type { TrainConfig } from '../config/load-train-config';
import type { ImagePairs } from './choose-pairs';

export interface JudgedByOptions {
  validation: Pick<NonNullable<TrainConfig['validation']>, 'monitor' | 'targetFmr' | 'by'>;
  source: Pick<Source, 'names' | 'labels' | 'classes'>;
  pairs: ImagePairs;
  /** By image, its values of the columns `by`. */
  values: readonly (readonly string[])[];
}

/**
 * SHA-256 of all that makes the monitored number what it is, besides the network: numbers of two validations compare where
 * it is the same. What a monitor does not look at (groups and `targetFmr` for `auc`) does not count.
 */
export function judgedBy({ validation, source, pairs, values }: JudgedByOptions): string {
  const { monitor, targetFmr, by } = validation;
  const ofGroups = monitor.startsWith('gaps.');
  const hash = createHash('sha256');
  hash.update(JSON.stringify([monitor, monitor === 'auc' ? null : targetFmr, ofGroups ? by : []]));
  source.names.forEach((name, item) => {
    const person = source.classes[source.labels[item] as number];
    hash.update(JSON.stringify([name, person, ofGroups ? values[item] : []]));
  });
  return hash.update(pairs.left).update(pairs.right).digest('hex');
}
