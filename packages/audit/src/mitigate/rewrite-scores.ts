import { AtomicFile, type JobEvent, type Reject } from '@fairface/io';
import { fieldText } from '../read/header';
import { ImageCache } from '../read/image-cache';
import { AMBIGUOUS, type ImageResolver } from '../read/image-resolver';
import { noFormula } from '../read/no-formula';
import { parseDecimal } from '../read/parse-decimal';
import { type CsvRow, scanCsv } from '../read/scan-csv';
import { pairHeader, type PairHeader } from '../read/scan-pairs';
import { wrongFields } from '../read/wrong-fields';

/** The new score of a pair; or `undefined` to leave the pair out, or a reason why there is none. */
export type Rescore = (
  score: number,
  left: number,
  right: number,
) => number | Pick<Reject, 'reason' | 'detail'> | undefined;

export interface RewriteScoresOptions {
  /** The pair file. */
  pairs: string;
  out: string;
  /** Finds the images that the pairs name. */
  resolver: ImageResolver;
  rescore: Rescore;
}

/** What became of the rows of a pair file. */
export interface RewrittenScores {
  written: number;
  /** Rows that `rescore` left out. */
  leftOut: number;
}

/**
 * Copies a pair file with other scores: header, names and further columns stay as they are. Flat in memory, atomic. Yields
 * rejects `malformed-row`, `unknown-id`, `ambiguous-id`, `bad-score`, and those of `rescore`.
 *
 * @throws InputError as `scanPairs`.
 */
export async function* rewriteScores({
  pairs: path,
  out,
  resolver,
  rescore,
}: RewriteScoresOptions): AsyncGenerator<JobEvent, RewrittenScores> {
  const cache = new ImageCache(resolver);
  let header: PairHeader | undefined;
  let rejects: Reject[] = [];
  let lines: string[] = [];
  let [written, leftOut] = [0, 0];
  const fields = (row: CsvRow): string[] => Array.from({ length: row.count }, (_, at) => fieldText(row, at));
  const take = (row: CsvRow, header: PairHeader): void => {
    const { left, right, score } = header;
    const reject = (reason: string, detail: string): void => {
      const item = `${fieldText(row, left)},${fieldText(row, right)}`;
      rejects.push({ item: noFormula(item), reason, detail: `${path}:${row.line}: ${detail}` });
    };
    const wrong = wrongFields(row, header);
    if (wrong !== undefined) return reject('malformed-row', wrong);
    const image = (column: number): number =>
      cache.image(row.bytes, row.starts[column] as number, row.ends[column] as number);
    const [a, b] = [image(left), image(right)];
    if (a < 0 || b < 0) {
      const name = fieldText(row, a < 0 ? left : right);
      return (a < 0 ? a : b) === AMBIGUOUS
        ? reject('ambiguous-id', `"${name}" fits several images`)
        : reject('unknown-id', `nothing is known of an image "${name}"`);
    }
    const value = parseDecimal(row.bytes, row.starts[score] as number, row.ends[score] as number);
    if (!Number.isFinite(value))
      return reject('bad-score', `expected a finite number; found "${fieldText(row, score)}"`);
    const found = rescore(value, a, b);
    if (found === undefined) leftOut++;
    else if (typeof found === 'object') reject(found.reason, found.detail);
    else {
      const texts = fields(row);
      texts[score] = String(found);
      lines.push(csvLine(texts));
      written++;
    }
  };
  const file = await AtomicFile.open(out);
  try {
    const rows = scanCsv(path, (row) => {
      if (header !== undefined) return take(row, header);
      header = pairHeader(path, row);
      lines.push(csvLine(fields(row)));
    });
    for await (const done of rows) {
      for (const reject of rejects) yield { type: 'reject', ...reject };
      if (lines.length > 0) await file.write(lines.join(''));
      [rejects, lines] = [[], []];
      yield { type: 'progress', done };
    }
    await file.commit();
  } catch (error) {
    await file.abort();
    throw error;
  }
  return { written, leftOut };
}

/** A row as it stood: names must stay what they are, also those that look like formulas. */
function csvLine(fields: readonly string[]): string {
  return `${fields.map((text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(',')}\n`;
}
