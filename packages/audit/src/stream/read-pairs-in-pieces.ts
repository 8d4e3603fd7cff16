import type { JobEvent } from '@fairface/io';
import { PairColumns } from '../read/pair-columns';
import type { AttributeTable } from '../read/read-attributes';
import { type PairScan, scanPairs } from '../read/scan-pairs';
import type { ScoredPairs } from '../read/verification-data';

/**
 * Shows a pair file piece by piece, in memory that does not grow with it. The columns are the same ones for every piece: what is
 * needed of them has to be taken before `onPiece` returns.
 *
 * @throws InputError as `scanPairs`.
 */
export async function* readPairsInPieces(
  path: string,
  table: AttributeTable,
  onPiece: (pairs: ScoredPairs) => void,
): AsyncGenerator<JobEvent, PairScan> {
  const columns = new PairColumns();
  return yield* scanPairs(path, table, columns, () => {
    onPiece(columns.finish());
    columns.clear();
  });
}
