import { NO_OTHER } from '../scan/own-pairs';
import type { NearestOthersTask } from '../scan/nearest-others';
import type { TaskRunner } from '../scan/run-tasks';
import { rowBytes, TILE } from '../store/product-program';
import { type GroupVectors, type Scratch, UNIT_SQUARE } from '../store/vector-store';
import type { Disagreement } from './label-error';

/** Images of which the nearest other person is looked for: those that fit their own person least. */
const MOST = 4 * TILE;

type Nearest = ({ row: number; score: number } | undefined)[];

interface Doubtful {
  readonly group: GroupVectors;
  readonly row: number;
  readonly score: number;
}

/**
 * Images that are less like every other image of their person than `level`, what one of 1,000 pairs of different people
 * reaches. Those come first that are nearer to somebody else than to their own person by most.
 *
 * @param best - of every group, of every row: the highest product with an image of the same person
 */
export async function findDisagreements(
  runner: TaskRunner,
  groups: readonly GroupVectors[],
  best: readonly Int32Array[],
  level: number,
  most: number,
): Promise<Disagreement[]> {
  const doubtful = groups.flatMap((group, g) => {
    return [...(best[g] ?? [])].flatMap((score, row): Doubtful[] => {
      return score !== NO_OTHER && score < level * UNIT_SQUARE ? [{ group, row, score }] : [];
    });
  });
  doubtful.sort((a, b) => a.score - b.score);
  const worst = doubtful.slice(0, MOST);
  const found: Disagreement[] = [];
  for (let from = 0; from < worst.length; from += TILE) {
    found.push(...(await compare(runner, groups, worst.slice(from, from + TILE))));
  }
  found.sort((a, b) => b.other - b.own - (a.other - a.own) || a.image - b.image);
  return onceForTwo(found).slice(0, most);
}

async function compare(
  runner: TaskRunner,
  groups: readonly GroupVectors[],
  doubtful: readonly Doubtful[],
): Promise<Disagreement[]> {
  const person = ({ group, row }: Doubtful): number => group.people[row] as number;
  const people = doubtful.map(person);
  const addresses = doubtful.map(({ group, row }) => {
    return (group.tiles[Math.floor(row / TILE)] as number) + (row % TILE) * rowBytes(group.dimension);
  });
  const nearest: { group: GroupVectors; row: number; score: number }[] = [];
  const tasks = groups.map((group) => (scratch: Scratch): NearestOthersTask => ({ group, scratch, addresses, people }));
  let taken = 0;
  for await (const result of runner.run<NearestOthersTask, Nearest>('nearestOthers', tasks)) {
    const group = groups[taken++] as GroupVectors;
    result.forEach((candidate, n) => {
      if (candidate !== undefined && candidate.score > (nearest[n]?.score ?? -Infinity)) {
        nearest[n] = { group, ...candidate };
      }
    });
  }
  return doubtful.flatMap((one, n): Disagreement[] => {
    const other = nearest[n];
    if (other === undefined) return [];
    return [
      {
        kind: 'disagreement',
        image: one.group.images[one.row] as number,
        person: person(one),
        own: one.score / UNIT_SQUARE,
        otherImage: other.group.images[other.row] as number,
        otherPerson: other.group.people[other.row] as number,
        other: other.score / UNIT_SQUARE,
      },
    ];
  });
}

/** Of two images that disagree with each other alone, the one that is nearer to somebody else. */
function onceForTwo(found: readonly Disagreement[]): Disagreement[] {
  const seen = new Set<string>();
  return found.filter(({ person, own }) => {
    const key = `${person} ${own}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
