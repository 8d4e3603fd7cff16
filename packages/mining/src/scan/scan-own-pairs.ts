import type { GroupVectors } from '../store/vector-store';
import { BINS, type OwnPairs, type OwnPairsTask } from './own-pairs';
import type { TaskRunner } from './run-tasks';
import { type ScoredPair, TopPairs } from './top-pairs';

/** Rows that a task takes at least. */
const ROWS = 4096;

/** What the pairs of one person each say, of a whole group. */
export interface GroupOwnPairs {
  /** The least alike, lowest scores first. */
  readonly lowest: ScoredPair[];
  /** Of every row: the highest score with another image of its person. */
  readonly best: Int32Array;
  readonly histogram: Float64Array;
  readonly pairs: number;
  readonly people: number;
}

/** Compares all images of every person of a group with each other. */
export async function scanOwnPairs(runner: TaskRunner, group: GroupVectors, most: number): Promise<GroupOwnPairs> {
  const { count, people } = group;
  const rows = Int32Array.from({ length: count }, (_, row) => row);
  rows.sort((a, b) => (people[a] as number) - (people[b] as number) || a - b);
  const parts = split(rows, people);
  const lowest = new TopPairs(most);
  const best = new Int32Array(count);
  const histogram = new Float64Array(BINS);
  let [pairs, taken, persons] = [0, 0, 0];
  const tasks = parts.map((part) => (scratch): OwnPairsTask => ({ group, scratch, ...part, most })) satisfies ((
    scratch: OwnPairsTask['scratch'],
  ) => OwnPairsTask)[];
  for await (const found of runner.run<OwnPairsTask, OwnPairs>('ownPairs', tasks)) {
    const part = parts[taken++] as (typeof parts)[number];
    persons += part.ends.length;
    part.rows.forEach((row, n) => (best[row] = found.best[n] as number));
    for (const { score, left, right } of found.lowest) lowest.add(-score, left, right);
    found.histogram.forEach((n, bin) => (histogram[bin] = (histogram[bin] as number) + n));
    pairs += found.pairs;
  }
  const kept = lowest.finish().map(({ score, left, right }) => ({ score: -score, left, right }));
  return { lowest: kept, best, histogram, pairs, people: persons };
}

/** Parts of whole people. */
function split(rows: Int32Array, people: Int32Array): Pick<OwnPairsTask, 'rows' | 'ends'>[] {
  const parts: Pick<OwnPairsTask, 'rows' | 'ends'>[] = [];
  let start = 0;
  let ends: number[] = [];
  rows.forEach((row, n) => {
    const last = n === rows.length - 1;
    if (!last && people[rows[n + 1] as number] === people[row]) return;
    ends.push(n + 1 - start);
    if (!last && n + 1 - start < ROWS) return;
    parts.push({ rows: rows.slice(start, n + 1), ends: Int32Array.from(ends) });
    start = n + 1;
    ends = [];
  });
  return parts;
}
