import { linkProducts, ROWS_A, rowBytes, TILE } from '../store/product-program';
import type { GroupVectors, Scratch } from '../store/vector-store';

export interface NearestOthersTask {
  /** The group that is searched. */
  readonly group: GroupVectors;
  readonly scratch: Scratch;
  /** Up to a tile of vectors, by address. */
  readonly addresses: readonly number[];
  /** Their people. */
  readonly people: readonly number[];
}

/** For every given vector, the row of another person that is most like it in a group; undefined where there is none. */
export function nearestOthers(task: NearestOthersTask): ({ row: number; score: number } | undefined)[] {
  const { group, scratch, addresses, people } = task;
  const { memory, dimension, tiles, count } = group;
  const products = linkProducts(memory, dimension);
  const bytes = rowBytes(dimension);
  const scores = new Int32Array(memory.buffer, scratch.products, TILE * TILE);
  const memoryBytes = new Uint8Array(memory.buffer);
  const [packed] = scratch.tiles;
  addresses.forEach((source, n) => memoryBytes.copyWithin(packed + n * bytes, source, source + bytes));
  const nearest = new Array<{ row: number; score: number } | undefined>(addresses.length).fill(undefined);
  tiles.forEach((b, tile) => {
    for (let i = 0; i < addresses.length; i += ROWS_A) {
      products(packed + i * bytes, b, b + TILE * bytes, scratch.products + 4 * i * TILE);
    }
    const rows = Math.min(TILE, count - tile * TILE);
    for (let i = 0; i < addresses.length; i++) {
      for (let j = 0; j < rows; j++) {
        const score = scores[i * TILE + j] as number;
        const row = tile * TILE + j;
        if (score > (nearest[i]?.score ?? -Infinity) && group.people[row] !== people[i]) nearest[i] = { row, score };
      }
    }
  });
  return nearest;
}
