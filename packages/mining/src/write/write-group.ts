import { join } from 'node:path';
import type { MinedGroup, PositiveRule } from '../mine-options';
import type { GroupOwnPairs } from '../scan/scan-own-pairs';
import { selectPositives } from '../scan/select-positives';
import type { ScoredPair } from '../scan/top-pairs';
import { type GroupVectors, UNIT_SQUARE } from '../store/vector-store';
import { writePairs } from './write-pairs';

export interface WriteGroupOptions {
  readonly out: string;
  readonly group: GroupVectors;
  /** Names of all images, by number. */
  readonly images: readonly string[];
  readonly own: GroupOwnPairs;
  /** Highest scores first. */
  readonly negatives: readonly ScoredPair[];
  readonly rule: PositiveRule;
  readonly files: MinedGroup['files'];
}

/** Writes the pair lists of a group and says what is in them. */
export async function writeGroup(options: WriteGroupOptions): Promise<MinedGroup> {
  const { out, group, images, own, negatives, rule, files } = options;
  const { pairs, noneBelow } = selectPositives(own.lowest, rule.below);
  await writePairs(join(out, files.positives), images, pairs, 1);
  await writePairs(join(out, files.negatives), images, negatives, 0);
  const similarity = (pair: ScoredPair | undefined) => (pair === undefined ? undefined : pair.score / UNIT_SQUARE);
  return {
    name: group.name,
    images: group.count,
    people: own.people,
    ownPairs: own.pairs,
    positives: pairs.length,
    lowestPositive: similarity(pairs[0]),
    noneBelow,
    negatives: negatives.length,
    highestNegative: similarity(negatives[0]),
    files,
  };
}
