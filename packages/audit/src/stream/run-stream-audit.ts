import { join } from 'node:path';
import { InputError, type JobEvent, writeFileAtomic } from '@fairface/io';
import { readAttributes, type ReadAttributesOptions } from '../read/read-attributes';
import { csvTable } from '../report/csv-table';
import { countWithTable, type StreamedCounts } from './count-at-thresholds';
import { readPairsInPieces } from './read-pairs-in-pieces';
import { ScoreSketch } from './score-sketch';

export interface StreamAuditOptions extends Pick<ReadAttributesOptions, 'bins'> {
  /** The pair file, of any length. */
  pairs: string;
  attributes: string;
  /** Attributes whose combinations are the groups. */
  protected: readonly string[];
  /** Folder for stream-audit.json and tables/stream-rates.csv. */
  out: string;
  /**
   * FMR over all impostor pairs that sets the threshold; costs one more reading of the file.
   * @default 1e-3
   */
  targetFmr?: number;
  /** A threshold in use: then the file is read once. */
  threshold?: number;
}

/** What `stream-audit.json` holds: exact counts. */
export interface StreamAudit {
  format: 'fairface-stream-audit';
  version: 1;
  pairs: { impostor: number; genuine: number };
  threshold: {
    value: number;
    source: 'target-fmr' | 'given';
    targetFmr: number;
    /** FMR at the threshold, exactly. */
    fmr: number;
    /**
     * Of a threshold found from the target: the FMR would be this at the next lower threshold that was looked at, which is above the
     * target. The best threshold lies between the two; `null` where the threshold was given.
     */
    fmrBelow: number | null;
  };
  /** Every unordered pair of groups, within-group pairs included. */
  groups: (Omit<StreamedCounts, 'falseMatches' | 'falseNonMatches'> & {
    falseMatches: number;
    falseNonMatches: number;
  })[];
}

/** What a stream audit came to. */
export interface StreamAuditSummary {
  audit: StreamAudit;
  /** Files written. */
  files: string[];
}

/**
 * Error rates of groups for pair files that do not fit into memory: counts are exact, there are no intervals and no report, and
 * memory does not grow with the file. Without a given threshold the file is read twice: first for a sketch of the impostor scores
 * (`ScoreSketch`, with its bound on the threshold), then to count at the threshold found.
 *
 * @throws InputError `no-impostor-pairs`, or as `countAtThresholds`.
 */
export async function* runStreamAudit(options: StreamAuditOptions): AsyncGenerator<JobEvent, StreamAuditSummary> {
  const { pairs, attributes, bins, out, targetFmr = 1e-3, threshold: given } = options;
  const by = options.protected;
  const table = yield* readAttributes(attributes, { columns: by, bins });
  const sketch = new ScoreSketch();
  if (given === undefined) {
    const looking = readPairsInPieces(pairs, table, ({ score, genuine, length }) => {
      for (let n = 0; n < length; n++) if (genuine[n] === 0) sketch.add(score[n] as number);
    });
    // Rejects are told by the second reading.
    for await (const event of looking) if (event.type === 'progress') yield event;
    if (sketch.total === 0)
      throw new InputError({ code: 'no-impostor-pairs', file: pairs, message: 'there are no impostor pairs' });
  }
  const found = given === undefined ? sketch.thresholdAtShare(targetFmr) : undefined;
  const threshold = given ?? found?.threshold ?? Infinity;
  const cells = yield* countWithTable({ pairs, by, thresholds: [threshold] }, table);
  const groups = cells.map(({ falseMatches: [matches = 0], falseNonMatches: [refused = 0], ...cell }) => ({
    ...cell,
    falseMatches: matches,
    falseNonMatches: refused,
  }));
  const total = (of: 'impostor' | 'genuine' | 'falseMatches'): number =>
    groups.reduce((sum, cell) => sum + cell[of], 0);
  const impostor = total('impostor');
  const audit: StreamAudit = {
    format: 'fairface-stream-audit',
    version: 1,
    pairs: { impostor, genuine: total('genuine') },
    threshold: {
      value: threshold,
      source: given === undefined ? 'target-fmr' : 'given',
      targetFmr,
      fmr: impostor === 0 ? 0 : total('falseMatches') / impostor,
      fmrBelow: found === undefined ? null : (found.accepted + found.next) / sketch.total,
    },
    groups,
  };
  const files = {
    'stream-audit.json': `${JSON.stringify(audit, null, 2)}\n`,
    [join('tables', 'stream-rates.csv')]: ratesTable(audit),
  };
  await Promise.all(Object.entries(files).map(([file, text]) => writeFileAtomic(join(out, file), text)));
  return { audit, files: Object.keys(files).map((file) => join(out, file)) };
}

function ratesTable({ groups }: StreamAudit): string {
  const rate = (k: number, n: number): number | null => (n === 0 ? null : k / n);
  return csvTable(
    ['group1', 'group2', 'false matches', 'impostor pairs', 'fmr', 'false non-matches', 'genuine pairs', 'fnmr'],
    groups.map(({ groups: [a, b], impostor, genuine, falseMatches, falseNonMatches }) => [
      ...[a, b, falseMatches, impostor, rate(falseMatches, impostor)],
      ...[falseNonMatches, genuine, rate(falseNonMatches, genuine)],
    ]),
  );
}
