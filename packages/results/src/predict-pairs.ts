import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { AtomicFile, type JobEvent, mapAhead, workerFile } from '@fairface/io';
import { checkHeader } from './check-header';
import { indexFeatures } from './feature-index';
import { loadFeatureStore } from './load-feature-store';
import type { ParsedRange } from './parse-range';
import { EMPTY_ROW, type PredictedRows } from './predict-rows';
import { readPairList } from './read-pair-list';

/** Options of {@link predictPairs}. */
export interface PredictOptions {
  /** Feature file: text as the reference writes it (gzip allowed), or `.npy` with its names beside it. */
  features: string;
  /** Pair list: CSV with a header, rows `first,second[,...]` (gzip allowed). */
  pairs: string;
  /** The file of predictions that is written. */
  out: string;
  /**
   * Worker threads.
   * @default the number of processors
   */
  workers?: number;
  /** Ends the job, which then throws the signal's reason and leaves nothing. */
  signal?: AbortSignal;
}

/** What came of {@link predictPairs}. */
export interface PredictSummary {
  /** Rows written. */
  pairs: number;
  /** Rows of the pair list that were left out. */
  rejected: number;
  /** Rows of the feature file. */
  features: number;
  /** Length of a feature. */
  dimension: number;
  out: string;
}

/**
 * Predicts the similarity of every pair of a list: the cosine of their features, computed in float64 and written with 17
 * decimals as C's `%.17f`.
 *
 * The output has the header of the list, byte for byte (its byte-order mark included), and a row `first,second,cosine` for
 * every pair, the ids as they are written there, with the line end of the header. How an id names a feature:
 * {@link indexFeatures}. Rows that cannot be predicted are reject events `missing-feature`, `ambiguous-id`,
 * `zero-feature`, `malformed-row` or `empty-row`, with the line in their detail, and are left out.
 *
 * The features are held in memory once, shared by the threads; the pairs are streamed. The output appears when it is
 * complete; an error or the signal leaves nothing.
 *
 * @throws InputError for a feature file or a pair list that cannot be used, or an output that cannot be written.
 */
export async function* predictPairs(options: PredictOptions): AsyncGenerator<JobEvent, PredictSummary> {
  const { features, pairs, out, workers = availableParallelism(), signal } = options;
  if (!Number.isInteger(workers) || workers < 1) {
    throw new RangeError(`workers: expected a whole number of at least 1; found ${workers}`);
  }
  signal?.throwIfAborted();
  // Loaded here, so that importing this package is light.
  const { Piscina } = (await import('piscina')).default;
  const pool = new Piscina({
    ...workerFile(__dirname, 'results-worker'),
    name: 'parseRange',
    minThreads: workers,
    maxThreads: workers,
  });
  try {
    const parse = (task: unknown): Promise<ParsedRange> => pool.run(task);
    const { store, names } = await loadFeatureStore({ file: features, parse, threads: workers });
    const index = indexFeatures(names);
    const list = await readPairList(pairs);
    const lineEnd = checkHeader(pairs, list.header, index);
    signal?.throwIfAborted();

    const predict = (bytes: Uint8Array<ArrayBuffer>): Promise<PredictedRows> =>
      pool.run({ store, index, bytes, lineEnd }, { name: 'predictRows', transferList: [bytes.buffer] });
    const file = await AtomicFile.open(out);
    const summary = { pairs: 0, rejected: 0, features: names.rows.length, dimension: store.dimension, out };
    try {
      const { header } = list;
      await file.write(header);
      if (!header.includes(0x0a)) await file.write(lineEnd);
      const { size } = await stat(pairs);
      yield* writeRows(mapAhead(list.pieces, 2 * workers, predict), file, summary, { size, signal });
      await file.commit();
    } finally {
      await file.abort();
    }
    return summary;
  } finally {
    await pool.destroy();
  }
}

/** Writes the rows in the order of the list and tells of those that were left out, with their lines in the list. */
async function* writeRows(
  results: AsyncIterable<PredictedRows>,
  file: AtomicFile,
  summary: PredictSummary,
  { size, signal }: { size: number; signal: AbortSignal | undefined },
): AsyncGenerator<JobEvent> {
  let linesBefore = 1;
  let bytesBefore = 0;
  let emptyBefore = 0;
  const reject = (line: number, item: string, reason: string, detail: string): JobEvent => {
    summary.rejected += 1;
    return { type: 'reject', item: item === '' ? `line ${line}` : item, reason, detail: `line ${line}: ${detail}` };
  };
  for await (const { output, bytes, lines, pairs, rejects, emptyAtEnd } of results) {
    signal?.throwIfAborted();
    if (emptyAtEnd < lines) {
      for (; emptyBefore > 0; emptyBefore--) {
        yield reject(linesBefore + 1 - emptyBefore, '', 'empty-row', EMPTY_ROW);
      }
    }
    for (const { line, item, reason, detail } of rejects) yield reject(linesBefore + line, item, reason, detail);
    await file.write(output);
    linesBefore += lines;
    bytesBefore += bytes;
    emptyBefore += emptyAtEnd;
    summary.pairs += pairs;
    const done = summary.pairs + summary.rejected;
    // Nobody has counted the rows: their mean length so far tells how many there will be. Not so in a gzip file.
    const total = bytesBefore > size ? undefined : Math.round((done * size) / bytesBefore);
    yield { type: 'progress', done, total };
  }
}
