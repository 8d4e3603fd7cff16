import { inBlocks } from '../kernels/in-blocks';
import type { KernelMemory } from '../kernels/kernel-memory';
import { withKernels } from '../kernels/with-kernels';
import { sharedCopy } from '../read/shared-copy';
import { sharedMemory } from '../read/shared-memory';
import type { PersonPairs } from './person-pairs';
import { placeEntries, type PlacedEntries } from './place-entries';

/**
 * Pairs of each cell counted by who is in them. A cell is, for instance, a pair of groups; cell c has two slots, 2c for its
 * impostor pairs and 2c + 1 for its genuine ones. An entry is one pair of persons (or one person, for genuine pairs) within a
 * slot; a row is one person within a slot.
 */
export interface PairClusters extends EntryClusters {
  cells: number;
  /** For each pair its entry, -1 where it is in no cell. */
  entryOf: Int32Array;
  /** Whether pairs of the same persons are in several slots: some person has images in several groups. */
  scattered: boolean;
}

/** The entries and rows of `PairClusters`. */
export interface EntryClusters {
  /** For each entry its pairs and its two rows (twice the same for genuine pairs); entries of a row a stand together. */
  entryPairs: Float64Array;
  entryA: Int32Array;
  entryB: Int32Array;
  /** For each row its person and its pairs. */
  rowSubject: Int32Array;
  rowPairs: Float64Array;
  /** Slot s has the entries [entryStart[s], entryStart[s + 1]) and the rows [rowStart[s], rowStart[s + 1]). */
  entryStart: Int32Array;
  rowStart: Int32Array;
  /** Pairs in each slot. */
  slotPairs: Float64Array;
}

/**
 * Counts pairs by cell and persons, in O(pairs + slots + persons).
 *
 * @param cellOf for each pair its cell in 0 .. cells - 1, or -1 to leave it out.
 */
export function clusterPairs(people: PersonPairs, cellOf: Int32Array, cells: number): PairClusters {
  return withKernels((kernels) => {
    const { run } = kernels;
    const { length } = cellOf;
    const { nodeOf, entryOfNode, found } = findEntries(kernels, people, cellOf);
    const { place, ...placed } = placeEntries(kernels, found, 2 * cells, people.subjects);
    // From the node of a pair to its entry, and from there to the entry's place.
    run.lookUp(entryOfNode, found.length, kernels.place(place), entryOfNode);
    inBlocks(kernels, length, (from, to) => {
      run.lookUp(nodeOf + 4 * from, to - from, entryOfNode, nodeOf + 4 * from);
    });
    const entryOf = sharedCopy(kernels.integers(nodeOf, length));
    return { cells, entryOf, ...placed, scattered: found.length > people.low.length };
  });
}

/** Bytes of a node. */
const NODE = 12;

/**
 * Finds the entries in order of their dyads, by way of nodes: one for each dyad and some more for dyads in several cells. Of nodes
 * it gives addresses.
 */
function findEntries(kernels: KernelMemory, { dyadOf, low, high }: PersonPairs, cellOf: Int32Array) {
  const { run } = kernels;
  const { length } = cellOf;
  const dyads = low.length;
  const nodeOf = kernels.room(4 * length);
  const table = kernels.room(NODE * (dyads + length));
  kernels.bytes(table, NODE * dyads).fill(0);
  let nodes = dyads;
  inBlocks(kernels, length, (from, to) => {
    const dyadsOf = kernels.place(dyadOf.subarray(from, to));
    nodes = run.findEntries(
      dyadsOf,
      kernels.place(cellOf.subarray(from, to)),
      to - from,
      table,
      nodes,
      nodeOf + 4 * from,
    );
  });
  const [lows, highs] = [kernels.place(low), kernels.place(high)];
  const entryOfNode = kernels.room(4 * nodes);
  const [slotOf, lowOf, highOf] = [kernels.room(4 * nodes), kernels.room(4 * nodes), kernels.room(4 * nodes)];
  const countOf = kernels.room(8 * nodes);
  run.gatherEntries(table, dyads, lows, highs, entryOfNode, slotOf, lowOf, highOf, countOf);
  return { nodeOf, entryOfNode, found: { length: nodes, slotOf, lowOf, highOf, countOf } };
}

/**
 * The same pairs in fewer, larger cells, without looking at each pair's persons again.
 *
 * @param cellOf for each cell the one it becomes part of, in 0 .. cells - 1, or -1 to leave its pairs out.
 */
export function mergeCells(
  clusters: PairClusters,
  people: PersonPairs,
  cellOf: Int32Array,
  cells: number,
): PairClusters {
  if (clusters.scattered) {
    const slotOf = slotsOfCells(clusters.entryStart, cellOf);
    return clusterPairs(people, cellsOfPairs(clusters.entryOf, slotOf), cells);
  }
  const { place, ...placed } = mergeEntries(clusters, people.subjects, cellOf, cells);
  return { cells, entryOf: placesOfPairs(clusters.entryOf, place), ...placed, scattered: false };
}

/** The entries of `mergeCells` alone, of clusters that are not scattered. */
export function mergeEntries(
  { entryStart, entryA, entryB, entryPairs, rowSubject }: PairClusters,
  subjects: number,
  cellOf: Int32Array,
  cells: number,
): PlacedEntries {
  return withKernels((kernels) => {
    const { length } = entryA;
    const slotOf = kernels.place(slotsOfCells(entryStart, cellOf));
    const countOf = kernels.place(entryPairs);
    const subjectOf = kernels.place(rowSubject);
    // The persons take the place of their rows.
    const [lowOf, highOf] = [kernels.place(entryA), kernels.place(entryB)];
    for (const rows of [lowOf, highOf]) kernels.run.lookUp(rows, length, subjectOf, rows);
    return placeEntries(kernels, { length, slotOf, lowOf, highOf, countOf }, 2 * cells, subjects);
  });
}

/** For each entry the slot that it comes into, -1 for none. */
function slotsOfCells(entryStart: Int32Array, cellOf: Int32Array): Int32Array {
  const slots = entryStart.length - 1;
  const slotOf = new Int32Array(entryStart[slots] as number);
  for (let slot = 0; slot < slots; slot++) {
    const cell = cellOf[slot >> 1] as number;
    slotOf.fill(cell < 0 ? -1 : 2 * cell + (slot & 1), entryStart[slot], entryStart[slot + 1]);
  }
  return slotOf;
}

function cellsOfPairs(entryOf: Int32Array, slotOf: Int32Array): Int32Array {
  return entryOf.map((entry) => (entry < 0 ? -1 : (slotOf[entry] as number) >> 1));
}

/** For each pair the place of its entry. */
function placesOfPairs(entryOf: Int32Array, place: Int32Array): Int32Array {
  const places = new Int32Array(sharedMemory(4 * entryOf.length));
  withKernels((kernels) => {
    const table = kernels.place(place);
    inBlocks(kernels, entryOf.length, (from, to) => {
      const block = kernels.place(entryOf.subarray(from, to));
      kernels.run.lookUp(block, to - from, table, block);
      places.set(kernels.integers(block, to - from), from);
    });
  });
  return places;
}

/** Persons in a slot. */
export function slotPeople({ rowStart }: Pick<PairClusters, 'rowStart'>, slot: number): number {
  return (rowStart[slot + 1] as number) - (rowStart[slot] as number);
}
