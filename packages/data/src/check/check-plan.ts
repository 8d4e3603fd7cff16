import type { PairSource } from '../pairs/load-pairs';
import type { Sampling } from '../sample/sampling';
import type { Source } from '../source/source';
import type { SourceSpec } from '../source/source-schema';

/** What is checked: the branches and groups of a training configuration. */
export interface CheckPlan {
  branches: readonly (SourceSpec & { name: string; batch: number; sampling?: Sampling })[];
  /** @default [] */
  groups?: readonly { branch: string; pairs: string; batch: number }[];
  /**
   * The people that the training is judged on: none of them may be in a branch.
   * @default none
   */
  validation?: SourceSpec;
  /**
   * Folder that relative paths start from.
   * @default the current folder
   */
  root?: string;
  /**
   * Side of the crops that the network's input is cut from, pixels.
   * @default sizes are not checked
   */
  templateSize?: number;
  /**
   * Read and decode every image: finds damaged and missing ones and equal images of different people.
   * @default true
   */
  images?: boolean;
  /**
   * Worker threads.
   * @default the number of processors
   */
  workers?: number;
}

/** A branch whose source could be loaded. */
export interface CheckedBranch {
  name: string;
  source: Source;
  batch: number;
  sampling?: Sampling;
  /** A branch of a group, of which distributions are taken; a plain branch; or what the training is judged on. */
  role: 'group' | 'branch' | 'validation';
  pairs?: PairSource;
}
