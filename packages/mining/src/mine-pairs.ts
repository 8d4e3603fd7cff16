import { rm, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { expectFolder, type JobEvent, writeFileAtomic } from '@fairface/io';
import { checkOptions } from './check-options';
import { drawLabelErrors } from './errors/draw-label-errors';
import { findDisagreements } from './errors/find-disagreements';
import { findLookAlikes, LOOK_ALIKE_PAIRS } from './errors/find-look-alikes';
import { genuineMedian } from './errors/genuine-median';
import type { Disagreement, LookAlikes } from './errors/label-error';
import type { MinedGroup, MineOptions, MineSummary } from './mine-options';
import { type LabelledVectors, readGroups } from './read/read-groups';
import { type People, readPeople } from './read/read-people';
import { between, type Comparison, within } from './scan/comparison';
import { drawImpostorLevel } from './scan/draw-impostors';
import { runComparison } from './scan/run-comparison';
import { openTasks, type TaskRunner } from './scan/run-tasks';
import { ScanJournal } from './scan/scan-journal';
import { type GroupOwnPairs, scanOwnPairs } from './scan/scan-own-pairs';
import type { ScoredPair } from './scan/top-pairs';
import { type GroupVectors, UNIT_SQUARE } from './store/vector-store';
import { groupFiles } from './write/group-files';
import { writeGroup } from './write/write-group';
import { writeLabelErrors } from './write/write-label-errors';

type Resolved = MineOptions & Required<Omit<MineOptions, 'root' | 'signal'>>;

/** What the parts of a run share. */
interface Run {
  readonly options: Resolved;
  readonly people: People;
  readonly vectors: LabelledVectors;
  readonly groups: readonly GroupVectors[];
  readonly runner: TaskRunner;
  readonly journal: ScanJournal;
}

/** What is found in all groups. */
interface Found {
  readonly own: GroupOwnPairs[];
  /** Of all groups and between them, for people who are too much alike. */
  readonly alike: ScoredPair[];
  readonly groups: MinedGroup[];
  readonly pairs: number;
  readonly resumed: number;
  readonly median: number;
}

/** Hard positives of a group where nothing else is asked for. */
const MOST_POSITIVES = 10_000;

/**
 * Mines hard pairs for training, group by group: of the pairs of one person the least alike, of the pairs of different
 * people the most alike, among all pairs of a group; and lists likely label errors, among all images.
 *
 * Writes into `out`: `GROUP.positives.pairs` and `GROUP.negatives.pairs` (`left<TAB>right<TAB>label<TAB>similarity`),
 * `label-errors.csv`, with `root` also `label-errors.png`, and `mining.json`. Similarities are cosines of vectors rounded to
 * 16 bits; their error is below 2 sqrt(D) / 65534 (7e-4 for 512 values), about 1e-5 as a rule.
 *
 * Progress counts pairs. The vectors are held once, two bytes a value, shared by the threads. An interrupted run goes on
 * where it was (`mining.journal` in `out` until it ends).
 *
 * @throws InputError for a feature file or a table that cannot be used, a root that is no folder (`missing-folder`), or an
 * output that cannot be written; RangeError for options that make no sense.
 */
export async function* minePairs(given: MineOptions): AsyncGenerator<JobEvent, MineSummary> {
  checkOptions(given);
  const options = resolve(given);
  const { features, attributes, groupBy, label, root, workers, signal, out } = options;
  signal?.throwIfAborted();
  if (root !== undefined) await expectFolder(root, { expected: 'the folder of the images', hint: 'Check --root' });
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
  const journal = await ScanJournal.open(join(out, 'mining.journal'), await identity(options));
  const runner = await openTasks(vectors.store, workers, signal);
  try {
    const run: Run = { options, people, vectors, groups: vectors.store.groups(), runner, journal };
    const found = yield* scan(run);
    const summary = await finish(run, found, rejected);
    await journal.remove();
    return summary;
  } finally {
    await journal.save().finally(() => runner.close());
  }
}

function resolve(given: MineOptions): Resolved {
  const { positives = { below: 0.6 }, ...rest } = given;
  const defined = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    groupBy: [],
    label: 'subject',
    negatives: 1000,
    errors: 50,
    acrossGroups: true,
    seed: 1,
    workers: availableParallelism(),
    ...(defined as typeof rest),
    positives: { ...positives, most: positives.most ?? MOST_POSITIVES },
  };
}

/** What makes two runs compare the same pairs and keep the same of them. */
async function identity({ features, attributes, groupBy, label, negatives, errors }: Resolved): Promise<unknown> {
  const file = async (path: string) => {
    const { size, mtimeMs } = await stat(path);
    return { path, size, mtimeMs };
  };
  return [await file(features), await file(attributes), groupBy, label, negatives, errors > 0];
}

async function* scan(run: Run): AsyncGenerator<JobEvent, Found> {
  const { options, vectors, groups, runner, journal } = run;
  const { out, positives: rule, negatives: most, errors, acrossGroups, signal } = options;
  const inGroups = groups.map(within);
  const across = errors > 0 && acrossGroups ? [between(groups)] : [];
  const total = [...inGroups, ...across].reduce((sum, { pairs }) => sum + pairs, 0);
  const files = groupFiles(groups.map(({ name }) => name));
  const found = { own: [] as GroupOwnPairs[], alike: [] as ScoredPair[], groups: [] as MinedGroup[] };
  let [done, resumed] = [0, 0];

  const compare = async function* (
    comparison: Comparison,
    kept: number,
    floor?: number,
  ): AsyncGenerator<JobEvent, ScoredPair[]> {
    const running = runComparison(comparison, { runner, journal, most: kept, floor });
    let step = await running.next();
    if (!step.done) resumed += step.value;
    for (; !step.done; step = await running.next()) {
      yield { type: 'progress', done: done + step.value, total };
      signal?.throwIfAborted();
    }
    done += comparison.pairs;
    return step.value;
  };

  for (const [g, group] of groups.entries()) {
    const own = await scanOwnPairs(runner, group, rule.most ?? MOST_POSITIVES);
    const alike = yield* compare(inGroups[g] as Comparison, errors > 0 ? Math.max(most, LOOK_ALIKE_PAIRS) : most);
    const negatives = alike.slice(0, most);
    const names = files[g] as MinedGroup['files'];
    const { images } = vectors;
    found.groups.push(await writeGroup({ out, group, images, own, negatives, rule, files: names }));
    found.own.push(own);
    // However many negatives are asked for: label errors do not depend on it, and no call takes so many arguments.
    found.alike.push(...alike.slice(0, LOOK_ALIKE_PAIRS));
  }
  const median = genuineMedian(found.own.map(({ histogram }) => histogram));
  for (const comparison of Number.isNaN(median) ? [] : across) {
    found.alike.push(...(yield* compare(comparison, LOOK_ALIKE_PAIRS, median * UNIT_SQUARE)));
  }
  return { ...found, pairs: done, resumed, median };
}

async function finish(run: Run, found: Found, rejected: number): Promise<MineSummary> {
  const { options, vectors, groups } = run;
  const { out, features, seed } = options;
  const impostorLevel = drawImpostorLevel(groups, seed);
  const { disagreements, lookAlikes, sheet } = await findErrors(run, found, impostorLevel);
  const summary: MineSummary = {
    features,
    images: vectors.images.length,
    people: new Set(vectors.personOf).size,
    dimension: vectors.store.dimension,
    rejected,
    pairs: found.pairs,
    resumed: found.resumed,
    groups: found.groups,
    ...(Number.isNaN(impostorLevel) ? {} : { impostorLevel }),
    ...(Number.isNaN(found.median) ? {} : { genuineMedian: found.median }),
    disagreements,
    lookAlikes,
    labelErrors: LABEL_ERRORS,
    ...(sheet ? { sheet: SHEET } : {}),
  };
  await writeFileAtomic(join(out, 'mining.json'), `${JSON.stringify(summary, null, 2)}\n`);
  return summary;
}

const LABEL_ERRORS = 'label-errors.csv';
const SHEET = 'label-errors.png';

/** Lists likely label errors, and draws them where there are images. */
async function findErrors(
  { options, people, vectors, groups, runner }: Run,
  { own, alike, median }: Found,
  impostorLevel: number,
): Promise<{ disagreements: number; lookAlikes: number; sheet: boolean }> {
  const { out, root, errors: most } = options;
  const { images, personOf } = vectors;
  const best = own.map((group) => group.best);
  const disagreements = await findDisagreements(runner, groups, best, impostorLevel, most);
  const lookAlikes = findLookAlikes(alike, personOf, median, most);
  const errors: (Disagreement | LookAlikes)[] = [...disagreements, ...lookAlikes];
  await writeLabelErrors(join(out, LABEL_ERRORS), errors, images, people.names);
  const imagesOf = (person: number): number[] => [...personOf.keys()].filter((image) => personOf[image] === person);
  const drawing = { path: join(out, SHEET), root: root ?? '', images, people: people.names, imagesOf };
  const sheet = root !== undefined && (await drawLabelErrors(errors, drawing));
  // One of an earlier run would be taken for this one's.
  if (!sheet) await rm(drawing.path, { force: true });
  return { disagreements: disagreements.length, lookAlikes: lookAlikes.length, sheet };
}
