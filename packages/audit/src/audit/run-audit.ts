import { join } from 'node:path';
import { type JobEvent, readRejects, writeFileAtomic } from '@fairface/io';
import { compareSystems, type SystemComparison } from '../compare/compare-systems';
import { evaluateGate, type GateResult } from '../gate/evaluate-gate';
import { readGateRules } from '../gate/gate-rules';
import { junitReport } from '../gate/junit-report';
import { auditTables } from '../report/audit-tables';
import { modelCard } from '../report/model-card';
import { loadCharts } from '../report/render-chart';
import { renderComparison } from '../report/render-comparison';
import { renderReport } from '../report/render-report';
import { readVerificationData, type ReadVerificationDataOptions } from '../read/read-verification-data';
import type { AuditResult } from './audit-schema';
import { type AuditOptions, auditVerification } from './audit-verification';

export interface RunAuditOptions
  extends
    Pick<ReadVerificationDataOptions, 'pairs' | 'attributes' | 'bins'>,
    Omit<AuditOptions, 'failures' | 'system'> {
  /** Folder for report.html, audit.json, model-card.md and tables/*.csv. */
  out: string;
  /** Name of the system in the report. @default the name of the pair file */
  name?: string;
  /** A rejects file (`item,reason,detail`) of detection or extraction: its items are counted as failed images by group. */
  failures?: string;
  /** Another system's pair file over the same images: both are put side by side. */
  compare?: string;
  /** A rules file that the audit must keep; its outcomes are written as gate.xml (JUnit). */
  gate?: string;
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
  /** Where `compare` was given. */
  comparison?: SystemComparison;
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
  const { pairs, attributes, bins, out, name = pairs, failures, thumbnail, compare, gate, ...audit } = options;
  const rules = gate === undefined ? undefined : await readGateRules(gate);
  // The chart library takes long to load: let it come while the pairs are read.
  loadCharts().catch(() => undefined);
  const columns = [...new Set([...audit.protected, ...(audit.legitimate ?? [])])];
  const data = yield* readVerificationData({ pairs, attributes, columns, bins });
  const failed = failures === undefined ? undefined : (await readRejects(failures)).map(({ item }) => item);
  const result = auditVerification(data, { ...audit, failures: failed, system: { name, pairs, attributes } });
  const extra: Partial<Pick<RunAuditSummary, 'comparison' | 'gate'>> = {};
  if (compare !== undefined) {
    // The same table again, so that images are numbered alike.
    const other = yield* readVerificationData({ pairs: compare, attributes, columns, bins });
    extra.comparison = compareSystems(data, other.pairs, audit);
  }
  if (rules !== undefined) extra.gate = evaluateGate(result, rules);
  const thumbnails = new Map<string, string>();
  if (thumbnail !== undefined) {
    const worst = [...result.worst.falseMatches, ...result.worst.falseNonMatches];
    for (const image of new Set(worst.flatMap(({ image1, image2 }) => [image1, image2]))) {
      const source = await thumbnail(image);
      if (source !== undefined) thumbnails.set(image, source);
    }
  }
  const files: Record<string, string> = {
    'audit.json': `${JSON.stringify(result)}\n`,
    'report.html': await renderReport(result, {
      thumbnails,
      extra:
        extra.comparison === undefined
          ? undefined
          : renderComparison(extra.comparison, name, compare ?? 'the other system'),
    }),
    'model-card.md': modelCard(result),
  };
  if (extra.comparison !== undefined) files['comparison.json'] = `${JSON.stringify(extra.comparison)}\n`;
  if (extra.gate !== undefined) files['gate.xml'] = junitReport(extra.gate);
  for (const [file, text] of Object.entries(auditTables(result))) files[join('tables', file)] = text;
  await Promise.all(Object.entries(files).map(([file, text]) => writeFileAtomic(join(out, file), text)));
  const { verdict, text } = result.verdict;
  return {
    ...{ verdict, text, threshold: result.threshold.value, pairs: data.pairs.length },
    rejected: Object.values(data.findings.rejects).reduce((sum, n) => sum + n, 0),
    files: Object.keys(files).map((file) => join(out, file)),
    result,
    ...extra,
  };
}
