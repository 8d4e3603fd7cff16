import { readdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { explainWriteError, makeFolder } from '@fairface/io';
import { UNFINISHED } from './write-folder-atomic';

/** The link to the best checkpoint. */
export const BEST = 'best';
/** The link to the newest checkpoint. */
export const LAST = 'last';

/** The folder's name of the checkpoint after so many steps: names in order of steps. */
export function checkpointName(step: number): string {
  return `step-${String(step).padStart(8, '0')}`;
}

/** The steps of all checkpoints in a folder, ascending; none where there is no folder. */
export async function listCheckpoints(folder: string): Promise<number[]> {
  const names = await readdir(folder).catch(() => []);
  return names.flatMap((name) => (/^step-\d{8,}$/.test(name) ? [Number(name.slice(5))] : [])).sort((a, b) => a - b);
}

/** Makes the folder of the checkpoints, and takes away what a run that was killed while it saved left there. */
export async function openCheckpointFolder(folder: string): Promise<void> {
  try {
    await makeFolder(folder);
    for (const name of await readdir(folder)) {
      if (name.endsWith(UNFINISHED)) await rm(join(folder, name), { recursive: true });
    }
  } catch (error) {
    throw explainWriteError(error, folder);
  }
}

/**
 * Removes all but the newest `count` checkpoints and the best, and lets the links `last` and `best` name theirs.
 *
 * @param best the step of the best checkpoint; `undefined` where none was validated: the newest counts as the best
 */
export async function keepLastAndBest(folder: string, count: number, best?: number): Promise<void> {
  const steps = await listCheckpoints(folder);
  const last = steps.at(-1);
  if (last === undefined) return;
  const kept = best !== undefined && steps.includes(best) ? best : last;
  try {
    await link(folder, LAST, checkpointName(last));
    await link(folder, BEST, checkpointName(kept));
    for (const step of steps.slice(0, -count)) {
      if (step !== kept) await rm(join(folder, checkpointName(step)), { recursive: true });
    }
  } catch (error) {
    throw explainWriteError(error, folder);
  }
}

/** Lets `name` stand for `target`; a reader sees the old target or the new one. */
async function link(folder: string, name: string, target: string): Promise<void> {
  const path = join(folder, name);
  if ((await readlink(path).catch(() => undefined)) === target) return;
  const temporary = `${path}${UNFINISHED}`;
  await rm(temporary, { force: true });
  await symlink(target, temporary, 'dir');
  await rename(temporary, path);
}
