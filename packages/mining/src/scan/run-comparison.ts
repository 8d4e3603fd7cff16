import type { Scratch } from '../store/vector-store';
import type { Comparison } from './comparison';
import type { HardNegativesTask } from './hard-negatives';
import type { TaskRunner } from './run-tasks';
import type { ScanJournal } from './scan-journal';
import { type ScoredPair, TopPairs } from './top-pairs';

export interface RunComparisonOptions {
  readonly runner: TaskRunner;
  readonly journal: ScanJournal;
  /** How many pairs are kept. */
  readonly most: number;
  /** Pairs of lower scores do not count. @default none */
  readonly floor?: number;
}

/**
 * Finds the most alike pairs of different people among all pairs of a comparison, from where an earlier run ended.
 *
 * @returns highest scores first; yields how many pairs have been compared
 */
export async function* runComparison(
  { name, parts }: Comparison,
  { runner, journal, most, floor = -Infinity }: RunComparisonOptions,
): AsyncGenerator<number, ScoredPair[]> {
  const top = new TopPairs(most, floor);
  const add = (found: readonly ScoredPair[]): readonly ScoredPair[] => {
    for (const { score, left, right } of found) top.add(score, left, right);
    return top.finish();
  };
  const earlier = journal.get(name);
  add(earlier.pairs);
  let done = 0;
  for (const part of parts.slice(0, earlier.parts)) done += part.pairs;
  yield done;
  // What is known when a task starts spares it what cannot be among the most alike.
  const tasks = parts
    .slice(earlier.parts)
    .map(({ group, others, from, to }) => (scratch: Scratch): HardNegativesTask => {
      return { group, others, scratch, from, to, most, floor: top.floor };
    });
  let taken = earlier.parts;
  for await (const found of runner.run<HardNegativesTask, ScoredPair[]>('hardNegatives', tasks)) {
    done += parts[taken++]?.pairs ?? 0;
    await journal.set(name, { parts: taken, pairs: [...add(found)] });
    yield done;
  }
  return top.finish();
}
