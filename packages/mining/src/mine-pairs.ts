import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type JobEvent, writeFileAtomic } from '@fairface/io';
import { drawLabelErrors } from './errors/draw-label-errors';
import { findDisagreements } from './errors/find-disagreements';
import { findLookAlikes } from './errors/find-look-alikes';
import { genuineMedian } from './errors/genuine-median';
import { checkOptions } from './check-options';
import type { MinedGroup, MineOptions, MineSummary, PositiveRule } from './mine-options';
import { type LabelledVectors, readGroups } from './read/read-groups';
import { type People, readPeople } from './read/read-people';
import { drawImpostorLevel } from './scan/draw-impostors';
import { openTasks, type TaskRunner } from './scan/run-tasks';
import { pairsOf, scanNegatives } from './scan/scan-negatives';
import { type GroupOwnPairs, scanOwnPairs } from './scan/scan-own-pairs';
import { selectPositives } from './scan/select-positives';
import type { ScoredPair } from './scan/top-pairs';
import { type GroupVectors, UNIT_SQUARE } from './store/vector-store';
import { groupFiles } from './write/group-files';
import { writeLabelErrors } from './write/write-label-errors';
import { writePairs } from './write/write-pairs';

/** What was found in a group, on the way to its files. */
interface Found {
  readonly own: GroupOwnPairs;
  readonly negatives: ScoredPair[];
  readonly summary: MinedGroup;
}

/**
 * Mines hard pairs for training, group by group: of the pairs of one person the least alike, of the pairs of different
 * people the most alike, among all pairs of a group; and lists likely label errors.
 *
 * Writes into `out`: `GROUP.positives.pairs` and `GROUP.negatives.pairs` (`left<TAB>right<TAB>label<TAB>similarity`),
 * `label-errors.csv`, with `root` also `label-errors.png`, and `mining.json`. Similarities are cosines of vectors rounded to
 * 16 bits; their error is below 2 sqrt(D) / 65534 (7e-4 for 512 values), about 1e-5 as a rule.
 *
 * Progress counts pairs. The vectors are held once, two bytes a value, shared by the threads.
 *
 * @throws InputError for a feature file or a table that cannot be used, or an output that cannot be written; RangeError for
 * options that make no sense.
 */
export async function* minePairs(options: MineOptions): AsyncGenerator<JobEvent, MineSummary> {
  const { features, attributes, groupBy = [], label = 'subject', workers = availableParallelism(), signal } = options;
  checkOptions(options);
  signal?.throwIfAborted();
  const people = await readPeople(attributes, { groupBy, label });
  let rejected = people.rejects.length;
  for (const reject of people.rejects) yield { type: 'reject', ...reject };
  const reading = readGroups(features, people, signal);
  let step = await reading.next();
  for (; !step.done; step = await reading.next()) {
    if (step.value.type === 'reject') rejected += 1;
    yield step.value;
  }
  const vectors = step.value;
  const runner = await openTasks(vectors.store, workers);
  try {
    const groups = vectors.store.groups();
    const found = yield* scanGroups(runner, groups, vectors.images, options);
    return await finish({ runner, groups, found, vectors, people, options, rejected });
  } finally {
    await runner.close();
  }
}

async function* scanGroups(
  runner: TaskRunner,
  groups: readonly GroupVectors[],
  images: readonly string[],
  { out, positives = { below: 0.6 }, negatives = 1000, signal }: MineOptions,
): AsyncGenerator<JobEvent, Found[]> {
  const total = groups.reduce((sum, group) => sum + pairsOf(group), 0);
  const files = groupFiles(groups.map(({ name }) => name));
  const found: Found[] = [];
  let done = 0;
  for (const [g, group] of groups.entries()) {
    const own = await scanOwnPairs(runner, group, positives.most ?? MOST_POSITIVES);
    const scan = scanNegatives(runner, group, negatives);
    let step = await scan.next();
    for (; !step.done; step = await scan.next()) {
      signal?.throwIfAborted();
      yield { type: 'progress', done: done + step.value, total };
    }
    done += pairsOf(group);
    const names = files[g] as MinedGroup['files'];
    const summary = await writeGroup({ out, group, images, own, negatives: step.value, positives, names });
    found.push({ own, negatives: step.value, summary });
  }
  return found;
}

/** Hard positives of a group where nothing else is asked for. */
const MOST_POSITIVES = 10_000;

async function writeGroup({
  out,
  group,
  images,
  own,
  negatives,
  positives,
  names,
}: {
  out: string;
  group: GroupVectors;
  images: readonly string[];
  own: GroupOwnPairs;
  negatives: ScoredPair[];
  positives: PositiveRule;
  names: MinedGroup['files'];
}): Promise<MinedGroup> {
  const { pairs, noneBelow } = selectPositives(own.lowest, positives.below);
  await writePairs(join(out, names.positives), group, images, pairs, 1);
  await writePairs(join(out, names.negatives), group, images, negatives, 0);
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
    files: names,
  };
}

async function finish({
  runner,
  groups,
  found,
  vectors,
  people,
  options,
  rejected,
}: {
  runner: TaskRunner;
  groups: readonly GroupVectors[];
  found: readonly Found[];
  vectors: LabelledVectors;
  people: People;
  options: MineOptions;
  rejected: number;
}): Promise<MineSummary> {
  const { out, root, errors: most = 50, seed = 1, features } = options;
  const impostorLevel = drawImpostorLevel(groups, seed);
  const median = genuineMedian(found.map(({ own }) => own.histogram));
  const best = found.map(({ own }) => own.best);
  const disagreements = await findDisagreements(runner, groups, best, impostorLevel, most);
  const negatives = found.map((group) => group.negatives);
  const lookAlikes = findLookAlikes(groups, negatives, median, most);
  const errors = [...disagreements, ...lookAlikes];
  await writeLabelErrors(join(out, 'label-errors.csv'), errors, vectors.images, people.names);
  const path = join(out, 'label-errors.png');
  const imagesOf = (person: number): number[] => {
    return groups.flatMap((group) => [...group.images].filter((_, row) => group.people[row] === person));
  };
  const drawing = { path, root: root ?? '', images: vectors.images, people: people.names, imagesOf };
  const drawn = root !== undefined && (await drawLabelErrors(errors, drawing));
  const summary: MineSummary = {
    features,
    images: vectors.images.length,
    people: new Set(groups.flatMap((group) => [...group.people])).size,
    dimension: vectors.store.dimension,
    rejected,
    groups: found.map((group) => group.summary),
    impostorLevel,
    genuineMedian: median,
    disagreements: disagreements.length,
    lookAlikes: lookAlikes.length,
    labelErrors: 'label-errors.csv',
    ...(drawn ? { sheet: 'label-errors.png' } : {}),
  };
  await writeFileAtomic(join(out, 'mining.json'), `${JSON.stringify(summary, null, 2)}\n`);
  return summary;
}
