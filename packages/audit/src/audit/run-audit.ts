import { stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { type JobEvent, writeFileAtomic } from '@fairface/io';
import { sortPairs } from '../accuracy/sort-pairs';
import { readSideBySide } from '../compare/read-side-by-side';
import type { SideBySide } from '../compare/side-by-side';
import { evaluateGate, type GateResult } from '../gate/evaluate-gate';
import { readGateRules } from '../gate/gate-rules';
import { junitReport } from '../gate/junit-report';
import { auditTables } from '../report/audit-tables';
import { comparisonTable } from '../report/comparison-table';
import { modelCard } from '../report/model-card';
import { readFailures } from '../read/read-failures';
import { readPairs, type ReadVerificationDataOptions } from '../read/read-verification-data';
import type { AuditResult } from './audit-schema';
import { AuditThread } from './audit-thread';
import {
  type AuditOptions,
  assembleAudit,
  detailInput,
  drawOptions,
  groupAudit,
  peopleInput,
} from './audit-verification';
import { examineScores } from './examine-scores';
import { hashFile } from './hash-file';

const { version } = createRequire(__filename)('../../package.json') as { version: string };
/** Bytes of a pair file from which on a second thread is worth its start. */
const LARGE = 4e6;

export interface RunAuditOptions
  extends
    Pick<ReadVerificationDataOptions, 'pairs' | 'attributes' | 'bins'>,
    Omit<AuditOptions, 'failures' | 'provenance' | 'system'> {
  /** Folder for report.html, audit.json, model-card.md and tables/*.csv. */
  out: string;
  /** Name of the system in the report. @default the name of the pair file */
  name?: string;
  /**
   * Rejects files (`item,reason,detail`) of detection and extraction, or plain lists of images: those that are in no pair count as
   * failed images of their groups.
   * @default failures are not counted
   */
  failures?: readonly string[];
  /** Another system's pair file over the same images: both are put side by side. */
  compare?: string;
  /** The pair file before a correction of its scores: the report shows before and after. */
  before?: string;
  /** The correction, as `runFitMitigation` saved it: the report then says what it was fitted on. */
  mitigation?: string;
  /** A rules file that the audit must keep; its outcomes are written as gate.xml (JUnit). */
  gate?: string;
  /** The command that was given, for the report. @default null */
  command?: string;
  /**
   * Makes a small image, as a `data:image/...` address, of an image of the attributes table; called for the worst pairs.
   * @default no images in the report
   */
  thumbnail?: (image: string) => Promise<string | undefined>;
}

export interface RunAuditSummary {
  verdict: AuditResult['verdict']['verdict'];
  text: string;
  threshold: number;
  pairs: number;
  rejected: number;
  /** With the other system, and with the scores before the correction, where they were given. */
  comparisons: SideBySide[];
  /** Images of the worst pairs for which `thumbnail` gave none. */
  withoutThumbnail: string[];
  /** Where `gate` was given: whether all rules are kept. */
  gate?: GateResult;
  /** Files written. */
  files: string[];
  result: AuditResult;
}

/**
 * The job behind `fairface audit`: reads pairs and attributes, audits, and writes report, JSON, tables and model card, each of
 * them atomically. Yields rejects and progress.
 *
 * @throws InputError where the input cannot be audited.
 */
export async function* runAudit(options: RunAuditOptions): AsyncGenerator<JobEvent, RunAuditSummary> {
  const thread = new AuditThread(await isLarge(options.pairs));
  try {
    return yield* runAuditBeside(thread, options);
  } finally {
    await thread.close();
  }
}

async function* runAuditBeside(
  thread: AuditThread,
  options: RunAuditOptions,
): AsyncGenerator<JobEvent, RunAuditSummary> {
  const { pairs, attributes, bins, out, name = basename(pairs), failures, thumbnail, ...rest } = options;
  const { compare, before, mitigation, gate, command = null, ...audit } = rest;
  const rules = gate === undefined ? undefined : await readGateRules(gate);
  const columns = [...new Set([...audit.protected, ...(audit.legitimate ?? [])])];
  const read = yield* readPairs({ pairs, attributes, columns, bins });
  const grouping = groupAudit(read, audit);
  const looked = thread.look({
    pairs: read.pairs,
    images: read.images.length,
    people: { subjectOf: read.subjectOf, subjects: { length: read.subjects.length } },
    drawing: drawOptions(grouping, audit),
  });
  const sorted = sortPairs(read.pairs);
  const failed = failures === undefined ? undefined : (await Promise.all(failures.map(readFailures))).flat();
  const { findings, drawn } = await looked;
  const data = { ...read, pairs: sorted, findings: { ...read.findings, ...findings } };
  const auditOptions = { ...audit, failures: failed, system: { name, pairs, attributes } };
  const prepared = thread.prepare(peopleInput(sorted, grouping, drawn, auditOptions));
  thread.warmUp();
  const scores = examineScores(data, grouping, auditOptions);
  const people = await prepared;
  const details = thread.detail(detailInput(data, grouping, scores, auditOptions), people);
  const assembled = assembleAudit(data, grouping, scores, people, auditOptions);
  // Here the second thread has still work to do.
  const provenance = { version, command, files: await hashFiles({ pairs, attributes }) };
  const result: AuditResult = { ...assembled, provenance, ...(await details) };
  const comparisons: SideBySide[] = [];
  for (const [role, other] of [
    ['before', before],
    ['other', compare],
  ] as const) {
    if (other === undefined) continue;
    const files = { pairs: other, attributes, columns, bins };
    const beside = { role, names: { a: name, b: basename(other) === name ? other : basename(other) }, files, ...audit };
    comparisons.push(yield* readSideBySide(data, role === 'before' ? { ...beside, mitigation } : beside));
  }
  const gateResult = rules === undefined ? undefined : evaluateGate(result, rules);
  const thumbnails = new Map<string, string>();
  const missing: string[] = [];
  if (thumbnail !== undefined) {
    const worst = [...result.worst.falseMatches, ...result.worst.falseNonMatches];
    for (const image of new Set(worst.flatMap(({ image1, image2 }) => [image1, image2]))) {
      const source = await thumbnail(image);
      if (source === undefined) missing.push(image);
      else thumbnails.set(image, source);
    }
  }
  const report = thread.render(result, { thumbnails, comparisons });
  const files: Record<string, string> = {
    'audit.json': `${JSON.stringify(result)}\n`,
    'model-card.md': modelCard(result),
  };
  for (const one of comparisons) {
    const file = one.role === 'before' ? 'before-after' : 'comparison';
    files[`${file}.json`] = `${JSON.stringify(one)}\n`;
    files[join('tables', `${file}.csv`)] = comparisonTable(one);
  }
  if (gateResult !== undefined) files['gate.xml'] = junitReport(gateResult);
  for (const [file, text] of Object.entries(auditTables(result))) files[join('tables', file)] = text;
  files['report.html'] = await report;
  await Promise.all(Object.entries(files).map(([file, text]) => writeFileAtomic(join(out, file), text)));
  const { verdict, text } = result.verdict;
  return {
    verdict,
    text,
    threshold: result.threshold.value,
    pairs: data.pairs.length,
    rejected: Object.values(data.findings.rejects).reduce((sum, n) => sum + n, 0),
    files: Object.keys(files).map((file) => join(out, file)),
    result,
    comparisons,
    withoutThumbnail: missing,
    ...(gateResult === undefined ? {} : { gate: gateResult }),
  };
}

async function hashFiles({
  pairs,
  attributes,
}: {
  pairs: string;
  attributes: string;
}): Promise<NonNullable<AuditResult['provenance']>['files']> {
  const files = [
    { role: 'pairs', path: pairs },
    { role: 'attributes', path: attributes },
  ] as const;
  return Promise.all(files.map(async (file) => ({ ...file, ...(await hashFile(file.path)) })));
}

async function isLarge(path: string): Promise<boolean> {
  return stat(path).then(
    ({ size }) => size >= LARGE,
    () => false,
  );
}
