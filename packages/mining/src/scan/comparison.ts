import { TILE } from '../store/product-program';
import type { GroupVectors } from '../store/vector-store';

/** A part of a comparison: some tiles of a group with all rows behind them, or with all rows of another group. */
export interface Part {
  readonly group: GroupVectors;
  readonly others?: GroupVectors;
  readonly from: number;
  readonly to: number;
  /** Pairs of rows. */
  readonly pairs: number;
}

/** A comparison, to be run part by part. */
export interface Comparison {
  /** Tells it from the others of a run. */
  readonly name: string;
  readonly parts: readonly Part[];
  /** Pairs of rows. */
  readonly pairs: number;
}

/** Tiles of a part: 512 rows, 512 KiB of 512 values, which stay in a processor's cache. */
const TILES = 8;

/** All pairs of a group. */
export function within(group: GroupVectors): Comparison {
  const pairs = (from: number, to: number): number => {
    const behind = (tile: number): number => Math.max(0, group.count - tile * TILE);
    return (behind(from) * (behind(from) - 1) - behind(to) * (behind(to) - 1)) / 2;
  };
  return comparison(`group ${group.name}`, split(group, pairs));
}

/** All pairs of images of two groups. */
export function between(groups: readonly GroupVectors[]): Comparison {
  const parts = groups.flatMap((group, g) =>
    groups.slice(g + 1).flatMap((others) => {
      const rows = (from: number, to: number): number => Math.min(group.count, to * TILE) - from * TILE;
      return split(group, (from, to) => rows(from, to) * others.count, others);
    }),
  );
  return comparison('between groups', parts);
}

function split(
  group: GroupVectors,
  pairs: (from: number, to: number) => number,
  others?: GroupVectors,
): readonly Part[] {
  return Array.from({ length: Math.ceil(group.tiles.length / TILES) }, (_, n) => {
    const [from, to] = [n * TILES, Math.min((n + 1) * TILES, group.tiles.length)];
    return { group, others, from, to, pairs: pairs(from, to) };
  });
}

function comparison(name: string, parts: readonly Part[]): Comparison {
  return { name, parts, pairs: parts.reduce((sum, part) => sum + part.pairs, 0) };
}
