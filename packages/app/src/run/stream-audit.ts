import { join } from 'node:path';
import { runStreamAudit, type StreamAudit } from '@fairface/audit';
import { InputError } from '@fairface/io';
import { rejectsLine, runBatch } from '../cli/run-batch';
import { runCommand } from '../cli/run-command';
import type { AuditFlags } from './audit';
import { protectedColumns } from './protected-columns';

/** Options that need all pairs at once. */
const NOT_STREAMED = ['groupThresholds', 'failures', 'images', 'compare', 'before', 'gate'] as const;

/** Runs `fairface audit --stream`. */
export async function runStreamAuditCommand(predictions: string, flags: AuditFlags): Promise<void> {
  await runCommand(flags, async (context) => {
    const { attributes, out, bins, fmr, threshold } = flags;
    const asked = NOT_STREAMED.find((option) => flags[option] !== undefined && flags[option] !== false);
    if (asked !== undefined) {
      throw new InputError({
        code: 'not-streamed',
        message: `--${asked.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`)} needs all pairs at once`,
        expected: '--stream with --protected, --bins, --fmr, --threshold and --out alone',
        hint: 'Leave one of the two options out',
      });
    }
    const rejects = join(out, 'audit.rejects.csv');
    const job = runStreamAudit({
      pairs: predictions,
      attributes,
      out,
      bins,
      threshold,
      targetFmr: fmr,
      protected: flags.protected ?? (await protectedColumns(attributes)),
    });
    const result = await runBatch({ job, label: 'audit', rejects }, context);
    const { audit, files } = result.summary;
    const { rejected, reasons } = result;
    const text = [...lines(audit), `the counts are in ${files.join(' and ')}${rejectsLine(result, rejects)}`].join(
      '\n',
    );
    return { summary: { ...audit, files, rejected, reasons, rejects }, text, rejected };
  });
}

function lines({ pairs, threshold, groups }: StreamAudit): string[] {
  const percent = (k: number, n: number): string => (n === 0 ? 'no pairs' : `${((100 * k) / n).toPrecision(4)} %`);
  const within = groups.filter(({ groups: [a, b] }) => a === b);
  const bound =
    threshold.fmrBelow === null ? '' : ` (one step lower it would be ${(100 * threshold.fmrBelow).toPrecision(4)} %)`;
  return [
    `${pairs.genuine} genuine and ${pairs.impostor} impostor pairs; threshold ${threshold.value}, ` +
      `FMR ${(100 * threshold.fmr).toPrecision(4)} %${bound}`,
    ...within.map(
      ({ groups: [group], impostor, genuine, falseMatches, falseNonMatches }) =>
        `  ${group}: FMR ${percent(falseMatches, impostor)} (${falseMatches} of ${impostor}), ` +
        `FNMR ${percent(falseNonMatches, genuine)} (${falseNonMatches} of ${genuine})`,
    ),
    'pairs that occur twice or mirrored: not looked for in a stream, each row counts',
  ];
}
