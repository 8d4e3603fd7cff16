import type { Embedder } from './embedder';
import type { FeatureFormat, ImageList, Shard } from './job-identity';

/** Options of {@link extractFeatures}. */
export interface ExtractOptions {
  /**
   * The images: a list file, a folder, or items that can be walked more than once (not a generator). Names in the feature
   * files are the paths as they are there.
   */
  list: ImageList;
  /** The model. It stays usable; whoever made it disposes of it. */
  embedder: Embedder;
  /** Prefix of the files that are written: `PREFIX.noFlip`, `PREFIX.Flip`, `PREFIX.mean`, `PREFIX.json` and so on. */
  out: string;
  /**
   * Folder to which the paths are relative.
   * @default the listed folder, else the current one
   */
  root?: string;
  /**
   * `text` as the reference writes it, or `npy`: float32 `[N, D]` with the names beside it.
   * @default 'text'
   */
  format?: FeatureFormat;
  /**
   * Images in a call of the model.
   * @default 32
   */
  batch?: number;
  /**
   * Worker threads that decode and prepare images.
   * @default the number of processors
   */
  workers?: number;
  /**
   * Only a part of the list. Every part writes files of its own; the one that finishes last joins them all.
   * @default the whole list
   */
  shard?: Shard;
  /**
   * Starts anew even where an earlier run can be continued or is complete.
   * @default false
   */
  restart?: boolean;
  /**
   * Seconds after which what is done is brought safely to the disk: a kill loses no more than that. 0: after every batch.
   * @default 1
   */
  saveEvery?: number;
  /** Ends the job, which then throws the signal's reason; the same job later goes on from there. */
  signal?: AbortSignal;
}

/** What came of {@link extractFeatures}. */
export interface ExtractSummary {
  /** Images of the list, or of the shard. */
  images: number;
  /** Features written. */
  features: number;
  /** Images left out. */
  rejected: number;
  /** Images that an earlier run had dealt with. */
  resumed: number;
  /** The complete result of the same job was there already; nothing was done. */
  alreadyComplete: boolean;
  /** Why what an earlier run left could not be continued; absent where there was nothing or it was continued. */
  startedOver?: string;
  /** With shards: all are finished and joined. Without: true. */
  joined: boolean;
  /** The files that were written, and `PREFIX.json`, which tells where they came from. */
  files: string[];
}
