/** Bytes of a node of `findEntries`: the cell plus 1, the pairs, and the next node of the same dyad, 0 for none. */
const NODE: usize = 12;

/**
 * Counts pairs by dyad and cell. Each dyad has a chain of nodes, one a cell, that starts with the node of its own number; nearly
 * all chains have one.
 *
 * @param dyadOf for each of the `pairs` pairs its dyad, and `cellOf` its cell, negative for none
 * @param nodes of which `count` are in use, at first one a dyad, all 0
 * @param nodeOf for each pair to be its node, -1 for none
 * @returns the number of nodes now
 */
export function findEntries(dyadOf: usize, cellOf: usize, pairs: u32, nodes: usize, count: u32, nodeOf: usize): u32 {
  for (let n: usize = 0; n < (<usize>pairs) << 2; n += 4) {
    const cell = load<i32>(cellOf + n) + 1;
    if (cell <= 0) {
      store<i32>(nodeOf + n, -1);
      continue;
    }
    let node = load<u32>(dyadOf + n);
    let at = nodes + NODE * node;
    while (load<i32>(at) != cell) {
      if (load<i32>(at) == 0) {
        store<i32>(at, cell);
        break;
      }
      node = load<u32>(at, 8);
      if (node == 0) {
        node = count++;
        store<u32>(at, node, 8);
        memory.fill(nodes + NODE * node, 0, NODE);
      }
      at = nodes + NODE * node;
    }
    store<u32>(at, load<u32>(at, 4) + 1, 4);
    store<u32>(nodeOf + n, node);
  }
  return count;
}

/**
 * Makes entries of the nodes of `findEntries`, in order of their dyads.
 *
 * @param lows for each of the `dyads` dyads its smaller person, and `highs` its larger one
 * @param numbers for each node to be its entry
 * @param slotOf for each entry to be its slot, -1 for a dyad without pairs, `lowOf` and `highOf` its persons, `countOf` its pairs
 */
export function gatherEntries(
  nodes: usize,
  dyads: u32,
  lows: usize,
  highs: usize,
  numbers: usize,
  slotOf: usize,
  lowOf: usize,
  highOf: usize,
  countOf: usize,
): void {
  let entry: u32 = 0;
  for (let dyad: u32 = 0; dyad < dyads; dyad++) {
    const low = load<u32>(lows + ((<usize>dyad) << 2));
    const high = load<u32>(highs + ((<usize>dyad) << 2));
    let node = dyad;
    do {
      const at = nodes + NODE * node;
      const to = (<usize>entry) << 2;
      const cell = load<i32>(at) - 1;
      store<u32>(numbers + ((<usize>node) << 2), entry);
      store<i32>(slotOf + to, cell < 0 ? -1 : 2 * cell + <i32>(low == high));
      store<u32>(lowOf + to, low);
      store<u32>(highOf + to, high);
      store<f64>(countOf + (to << 1), <f64>load<u32>(at, 4));
      entry++;
      node = load<u32>(at, 8);
    } while (node != 0);
  }
}

/** For each of `length` numbers the value at that place of a table, -1 for a negative number. */
export function lookUp(numbers: usize, length: u32, table: usize, values: usize): void {
  for (let n: usize = 0; n < (<usize>length) << 2; n += 4) {
    const number = load<i32>(numbers + n);
    store<i32>(values + n, number < 0 ? -1 : load<i32>(table + ((<usize>number) << 2)));
  }
}

/**
 * The cell (`pairCell`) of the groups of each of `pairs` pairs.
 *
 * @param groupOf for each image its group
 */
export function pairCells(left: usize, right: usize, pairs: u32, groupOf: usize, cells: usize): void {
  for (let n: usize = 0; n < (<usize>pairs) << 2; n += 4) {
    const a = load<i32>(groupOf + ((<usize>load<u32>(left + n)) << 2));
    const b = load<i32>(groupOf + ((<usize>load<u32>(right + n)) << 2));
    const high = max(a, b);
    store<i32>(cells + n, ((high * (high + 1)) >> 1) + min(a, b));
  }
}
