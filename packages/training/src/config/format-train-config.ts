import { stringify } from 'yaml';
import type { TrainConfig } from './load-train-config';

/** A complete configuration as YAML, which reads back to the same. */
export function formatTrainConfig(config: TrainConfig): string {
  return stringify(config);
}
