import { cpus, freemem, totalmem } from 'node:os';
import * as tf from '@tensorflow/tfjs';
import { EngineError } from './engine-error';
import { ENGINES, type EngineName } from './engine-name';
import { cacheFolder } from './install/cache-folder';
import { findCached } from './install/native-cache';
import { findNodePackage } from './install/node-package';
import { folderSize } from './install/watch-folder';
import { measureEngine, type EngineMeasurement } from './measure-engine';

export type EngineDescription =
  | ({ readonly ok: true } & EngineMeasurement)
  | {
      readonly ok: false;
      readonly name: EngineName;
      /** Why it does not run. */
      readonly why: string;
      /** What to do about it, where something can be done. */
      readonly next: string | undefined;
    };

export interface EngineReport {
  readonly engines: readonly EngineDescription[];
  readonly versions: {
    readonly node: string;
    readonly tfjs: string;
    /** TensorFlow in the cache, undefined where none is installed by this package. */
    readonly tensorflow: string | undefined;
  };
  readonly machine: {
    readonly platform: string;
    readonly arch: string;
    readonly cpu: string;
    readonly cores: number;
    /** Bytes. */
    readonly memory: { readonly total: number; readonly free: number };
  };
  readonly cache: { readonly folder: string; readonly bytes: number };
  /** Folder of the native engine's npm package. */
  readonly nodePackage: string;
}

/** All that can be said of tensor engines on this machine, each measured in turn; the current engine stays current. */
export async function describeEngines(measure: typeof measureEngine = measureEngine): Promise<EngineReport> {
  const engines: EngineDescription[] = [];
  for (const name of ENGINES) engines.push(await describe(name, measure));
  const folder = cacheFolder();
  const processors = cpus();
  return {
    engines,
    versions: { node: process.version, tfjs: tf.version.tfjs, tensorflow: findCached()?.record.tensorflow },
    machine: {
      platform: process.platform,
      arch: process.arch,
      cpu: processors[0]?.model ?? 'unknown',
      cores: processors.length,
      memory: { total: totalmem(), free: freemem() },
    },
    cache: { folder, bytes: await folderSize(folder) },
    nodePackage: findNodePackage().folder,
  };
}

async function describe(name: EngineName, measure: typeof measureEngine): Promise<EngineDescription> {
  try {
    return { ok: true, ...(await measure(name)) };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return { ok: false, name, why: error.what, next: error.next };
  }
}
