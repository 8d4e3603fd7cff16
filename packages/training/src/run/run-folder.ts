import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { explainWriteError } from '@fairface/io';

/** The files of a run. */
export interface RunFolder {
  config: string;
  metrics: string;
  checkpoints: string;
  rejects: string;
  /** Written where the loss is not finite. */
  nonFinite: string;
}

/** Where a run keeps its files. */
export function runFolder(out: string): RunFolder {
  return {
    config: join(out, 'config.yaml'),
    metrics: join(out, 'metrics.jsonl'),
    checkpoints: join(out, 'checkpoints'),
    rejects: join(out, 'rejects.csv'),
    nonFinite: join(out, 'non-finite-batch.json'),
  };
}

/** Removes what an earlier run left in a folder; files of other names stay. */
export async function clearRun(out: string): Promise<void> {
  const { metrics, checkpoints, rejects, nonFinite, config } = runFolder(out);
  const names = await readdir(out).catch(() => []);
  const events = names.filter((name) => name.startsWith('events.out.tfevents.')).map((name) => join(out, name));
  try {
    for (const path of [metrics, checkpoints, rejects, nonFinite, config, ...events]) {
      await rm(path, { recursive: true, force: true });
    }
  } catch (error) {
    throw explainWriteError(error, out);
  }
}
