import { readlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EngineError } from '../engine-error';
import { installNativeEngine, installSteps, linkFromCache, type InstallSteps } from './install-native-engine';
import { readEntry } from './native-cache';
import type { StepOptions } from './progress';

export interface EnsureOptions extends StepOptions {
  /** Never reach for the network: link what the cache holds, or go without. @default FAIRFACE_OFFLINE=1 */
  readonly offline?: boolean;
}

export type EnsureResult =
  | {
      readonly ok: true;
      /** `present`: it was ready; `linked`: taken from the cache; `installed`: fetched and built. */
      readonly how: 'present' | 'linked' | 'installed';
      /** TensorFlow's version; undefined where the package manager's own installation is used. */
      readonly tensorflow: string | undefined;
      readonly seconds: number;
    }
  | {
      readonly ok: false;
      /** One line: why the caller goes on with another engine. */
      readonly why: string;
    };

/**
 * Sees to it that the native engine can be chosen: at no cost where it is there, by links where the cache holds it,
 * by a whole installation otherwise. Never throws: where it cannot be had, says why in one line.
 */
export async function ensureNativeEngine(
  options: EnsureOptions = {},
  steps: InstallSteps = installSteps,
): Promise<EnsureResult> {
  const { offline = process.env.FAIRFACE_OFFLINE === '1' } = options;
  const started = Date.now();
  const seconds = () => (Date.now() - started) / 1000;
  try {
    const reason = steps.unsupportedReason();
    if (reason !== undefined) return { ok: false, why: reason };
    const { folder, ready } = steps.findNodePackage();
    if (ready) return { ok: true, how: 'present', tensorflow: await linkedVersion(folder), seconds: seconds() };
    const entry = await linkFromCache(options, steps);
    if (entry) return { ok: true, how: 'linked', tensorflow: entry.record.tensorflow, seconds: seconds() };
    if (offline) {
      return {
        ok: false,
        why: 'The cache does not hold the whole native engine, and FAIRFACE_OFFLINE=1 forbids to fetch it.',
      };
    }
    const { tensorflow, fromCache } = await installNativeEngine(options, steps);
    return { ok: true, how: fromCache ? 'linked' : 'installed', tensorflow, seconds: seconds() };
  } catch (error) {
    const message =
      error instanceof EngineError ? error.message : `The native engine could not be installed: ${String(error)}`;
    return { ok: false, why: message.replace(/\s*\n\s*/g, ' ') };
  }
}

async function linkedVersion(packageFolder: string): Promise<string | undefined> {
  const lib = await readlink(join(packageFolder, 'lib')).catch(() => undefined);
  return lib && readEntry(dirname(lib))?.record.tensorflow;
}
