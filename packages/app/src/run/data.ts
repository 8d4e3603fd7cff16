import { basename, dirname, extname, join } from 'node:path';
import { checkData, type CheckEvent, type CheckSummary, type Finding } from '@fairface/data';
import { AtomicFile } from '@fairface/io';
import { loadTrainConfig } from '@fairface/training';
import { stringify } from 'csv-stringify/sync';
import { exitCodes } from '../cli/exit-codes';
import type { GlobalOptions } from '../cli/global-options';
import { Progress } from '../cli/progress';
import { type CommandContext, runCommand } from '../cli/run-command';
import { describeFindings } from './describe-findings';

export interface DataCheckFlags extends GlobalOptions {
  out?: string;
  images: boolean;
}

/** Runs `fairface data check`. */
export async function runDataCheck(file: string, flags: DataCheckFlags): Promise<void> {
  await runCommand(flags, async (context) => {
    const { branches, groups, validation, preprocessing } = await loadTrainConfig(file);
    const out = flags.out ?? join(dirname(file), `${basename(file, extname(file))}.findings.csv`);
    const { images, workers } = flags;
    const { templateSize } = preprocessing;
    const job = checkData({ branches, groups, validation, templateSize, images, workers });
    const { summary, findings } = await writeFindings(job, out, context);
    const bad = summary.counts.error + summary.counts.warning;
    return {
      summary: { ...summary, codes: countCodes(findings), findings: out },
      text: `${describeFindings(summary, findings, images)}\nall findings: ${out}`,
      exitCode: bad > 0 ? exitCodes.rejected : exitCodes.done,
    };
  });
}

async function writeFindings(
  job: AsyncGenerator<CheckEvent, CheckSummary>,
  out: string,
  { logger, quiet, signal }: CommandContext,
): Promise<{ summary: CheckSummary; findings: Finding[] }> {
  const file = await AtomicFile.open(out);
  const progress = new Progress('check', { logger, quiet });
  const findings: Finding[] = [];
  try {
    await file.write('severity,code,branch,item,detail\n');
    let step = await job.next();
    for (; !step.done; step = await job.next()) {
      signal.throwIfAborted();
      if (step.value.type === 'progress') {
        progress.update(step.value.done, step.value.total);
        continue;
      }
      const { severity, code, branch, item, detail } = step.value;
      findings.push({ severity, code, branch, item, detail });
      await file.write(stringify([[severity, code, branch, item, detail]]));
    }
    await file.commit();
    return { summary: step.value, findings };
  } catch (error) {
    await file.abort();
    throw error;
  } finally {
    progress.stop();
    await job.return(undefined as never);
  }
}

function countCodes(findings: readonly Finding[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code } of findings) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}
