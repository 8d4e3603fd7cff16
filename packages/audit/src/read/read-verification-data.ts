import { stat } from 'node:fs/promises';
import { InputError, type JobEvent } from '@fairface/io';
import { countOnes } from '../accuracy/count-ones';
import { findInPairs, type PairFindings } from './find-in-pairs';
import { PairColumns } from './pair-columns';
import { readAttributes, type ReadAttributesOptions } from './read-attributes';
import { scanPairs } from './scan-pairs';
import type { ReadingFindings, ScoredPairs, VerificationData } from './verification-data';

/** Bytes of a short row, `12345,12345,0.12345`. */
const SHORT_ROW = 20;

export interface ReadVerificationDataOptions extends ReadAttributesOptions {
  /** The pair file: CSV `id1,id2,score[,label]`. */
  pairs: string;
  /** The attributes table: CSV with `path` or `id`, `subject`, and attributes. */
  attributes: string;
}

/** Verification data before anybody looked for repeated pairs (`findInPairs`). */
export type ReadPairs = Omit<VerificationData, 'findings'> & { findings: Omit<ReadingFindings, keyof PairFindings> };

/**
 * Reads a pair file and an attributes table into columns. Yields rejects and progress; the pairs that stay are all usable.
 *
 * @throws InputError `no-pairs`, `no-genuine-pairs`, `no-impostor-pairs`, `constant-scores`, or as `readAttributes` and
 * `scanPairs`.
 */
export async function* readVerificationData(
  options: ReadVerificationDataOptions,
): AsyncGenerator<JobEvent, VerificationData> {
  const read = yield* readPairs(options);
  return { ...read, findings: { ...read.findings, ...findInPairs(read.pairs, read.images.length) } };
}

/** The first part of `readVerificationData`. */
export async function* readPairs({
  pairs: path,
  attributes,
  ...options
}: ReadVerificationDataOptions): AsyncGenerator<JobEvent, ReadPairs> {
  const rejects: Record<string, number> = {};
  const counted = async function* <T>(job: AsyncGenerator<JobEvent, T>): AsyncGenerator<JobEvent, T> {
    for (;;) {
      const step = await job.next();
      if (step.done) return step.value;
      if (step.value.type === 'reject') rejects[step.value.reason] = (rejects[step.value.reason] ?? 0) + 1;
      yield step.value;
    }
  };
  const table = yield* counted(readAttributes(attributes, options));
  const columns = new PairColumns(await mostPairs(path));
  const { labelled } = yield* counted(scanPairs(path, table, columns));
  const pairs = columns.finish();
  checkPairs(path, pairs, rejects);
  return {
    images: table.images,
    subjectOf: table.subjectOf,
    subjects: table.subjects,
    attributes: table.attributes,
    pairs,
    findings: { rejects, labelled },
  };
}

/** About as many pairs as a plain file of this size can hold. */
async function mostPairs(path: string): Promise<number> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  return Math.max(1 << 16, Math.min(1 << 27, Math.ceil(size / SHORT_ROW)));
}

function isConstant(score: Float64Array): boolean {
  for (let n = 1; n < score.length; n++) if (score[n] !== score[0]) return false;
  return true;
}

function checkPairs(file: string, { length, genuine, score }: ScoredPairs, rejects: Record<string, number>): void {
  const reasons = Object.entries(rejects).map(([reason, count]) => `${count} ${reason}`);
  const hint = reasons.length === 0 ? undefined : `Left out: ${reasons.join(', ')}`;
  if (length === 0) throw new InputError({ code: 'no-pairs', file, message: 'no pair can be used', hint });
  const positives = countOnes(genuine);
  if (positives === 0 || positives === length) {
    const missing = positives === 0 ? 'genuine' : 'impostor';
    throw new InputError({
      code: `no-${missing}-pairs`,
      file,
      message: `there are no ${missing} pairs`,
      expected: 'pairs of one person and pairs of two',
      found: `${length} pairs, all ${positives === 0 ? 'impostor' : 'genuine'}`,
      hint,
    });
  }
  if (isConstant(score)) {
    throw new InputError({
      code: 'constant-scores',
      file,
      message: 'every pair has the same score',
      expected: 'scores that differ',
      found: String(score[0]),
      hint: 'Check that the third column is the similarity',
    });
  }
}
