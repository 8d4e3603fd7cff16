import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type GateResult, runAudit, type SideBySide } from '@fairface/audit';
import { InputError } from '@fairface/io';
import { commandLine } from '../cli/command-line';
import { exitCodes } from '../cli/exit-codes';
import type { GlobalOptions } from '../cli/global-options';
import { rejectsLine, runBatch } from '../cli/run-batch';
import { runCommand } from '../cli/run-command';
import { protectedColumns } from './protected-columns';
import type * as thumbnail from './read-thumbnail';

export interface AuditFlags extends GlobalOptions {
  attributes: string;
  out: string;
  protected?: string[];
  legitimate: string[];
  bins: Record<string, number[]>;
  fmr: number;
  threshold?: number;
  tolerance?: { fmrRatio?: number; fnmrRatio?: number };
  groupThresholds: boolean;
  resamples: number;
  resampling: 'subjects' | 'double-or-nothing';
  interval: 'normal' | 'percentile' | 'recentred';
  failures?: string[];
  images?: string;
  compare?: string;
  before?: string;
  mitigation?: string;
  gate?: string;
  name?: string;
  stream: boolean;
}

/** Runs `fairface audit`. */
export async function runAuditCommand(predictions: string, flags: AuditFlags): Promise<void> {
  await runCommand(flags, async (context) => {
    const {
      attributes,
      out,
      legitimate,
      bins,
      fmr,
      threshold,
      groupThresholds,
      resamples,
      resampling,
      interval,
      failures,
      compare,
      before,
      mitigation,
      gate,
      name,
    } = flags;
    if (mitigation !== undefined && before === undefined) {
      throw new InputError({
        code: 'missing-option',
        message: '--mitigation says what made the difference to the scores before',
        hint: 'Name those scores with --before',
      });
    }
    const rejects = join(out, 'audit.rejects.csv');
    const job = runAudit({
      pairs: predictions,
      attributes,
      out,
      protected: flags.protected ?? (await protectedColumns(attributes)),
      legitimate,
      bins,
      targetFmr: fmr,
      threshold,
      tolerance: flags.tolerance,
      groupThresholds,
      resamples,
      resampling,
      interval,
      seed: flags.seed,
      failures,
      compare,
      before,
      mitigation,
      gate,
      name,
      command: commandLine(process.argv.slice(2)),
      thumbnail: flags.images === undefined ? undefined : thumbnails(flags.images),
    });
    const result = await runBatch({ job, label: 'audit', rejects }, context);
    const { summary, rejected } = result;
    const { result: audit, comparisons, ...rest } = summary;
    const text = [
      summary.text,
      ...comparisons.map(comparisonLines),
      ...(summary.gate === undefined ? [] : [gateLine(summary.gate)]),
      ...missingImages(summary.withoutThumbnail, flags.images),
      `look at ${join(out, 'report.html')}; the numbers are in audit.json and tables/ beside it${rejectsLine(result, rejects)}`,
    ].join('\n');
    const exitCode = summary.gate?.passed === false ? exitCodes.gateBroken : undefined;
    const beside = comparisons.map(({ role, names, comparison, measures, mitigation: fit, audits }) => ({
      role,
      names,
      mitigation: fit,
      ...comparison,
      measures,
      verdicts: { a: audits.a.verdict, b: audits.b.verdict },
    }));
    const json = { ...rest, comparisons: beside, accuracy: audit.accuracy, rejected, reasons: result.reasons, rejects };
    return { summary: json, text, rejected, exitCode };
  });
}

function missingImages(images: readonly string[], folder = ''): string[] {
  const [first] = images;
  if (first === undefined) return [];
  return [`${images.length} images of the worst pairs are not shown: ${join(folder, first)} cannot be read`];
}

/** What became of the groups' ratios, and what differs for certain. */
function comparisonLines({ role, names, comparison, audits }: SideBySide): string {
  const heads = role === 'before' ? { a: 'after', b: 'before' } : names;
  const ratios = (['fmr', 'fnmr'] as const).map((error) => {
    const [a, b] = [audits.a, audits.b].map(({ verdict }) => verdict.errors.find((own) => own.error === error));
    const show = (own: typeof a): string => `${own?.ratio?.toFixed(2) ?? 'infinite'} (${own?.verdict ?? 'unknown'})`;
    return `  ${error.toUpperCase()}, clearest ratio of two groups: ${heads.b} ${show(b)}, ${heads.a} ${show(a)}`;
  });
  const certain = comparison.differences.filter(({ pCorrected }) => pCorrected < 0.05);
  const rows = certain.map(
    ({ measure, group, a, b }) => `    ${measure.toUpperCase()} of ${group}: ${round(b)} and ${round(a)}`,
  );
  return [
    `${heads.b} and ${heads.a}, on the ${comparison.pairs} pairs that both have:`,
    ...ratios,
    certain.length === 0
      ? '  no difference is certain (p < 0.05, corrected)'
      : '  differences that are certain (p < 0.05, corrected):',
    ...rows,
  ].join('\n');
}

const round = (value: number): number => Number(value.toPrecision(value > 0.9 ? 6 : 3));

function gateLine({ passed, outcomes }: GateResult): string {
  const broken = outcomes.filter((outcome) => !outcome.passed).map(({ name, message }) => `\n  ${name}: ${message}`);
  return passed
    ? `gate: all ${outcomes.length} rules are kept`
    : `gate: ${broken.length} of ${outcomes.length} rules are broken${broken.join('')}`;
}

/** Read only where images are shown: decoding takes a twentieth of a second to load. */
function thumbnails(folder: string): (path: string) => Promise<string | undefined> {
  // Without starting Node's loader of ES modules.
  const { readThumbnail } = createRequire(__filename)('./read-thumbnail') as typeof thumbnail;
  return (path) => readThumbnail(join(folder, path));
}
