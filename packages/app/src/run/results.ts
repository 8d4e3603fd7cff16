import { predictPairs } from '@fairface/results';
import type { GlobalOptions } from '../cli/global-options';
import { rejectsLine, runBatch } from '../cli/run-batch';
import { runCommand } from '../cli/run-command';

export interface ResultsFlags extends GlobalOptions {
  out: string;
}

/** Runs `fairface results`. */
export async function runResults(features: string, pairs: string, flags: ResultsFlags): Promise<void> {
  await runCommand(flags, async (context) => {
    const { out, workers } = flags;
    const rejects = `${out.replace(/\.csv$/, '')}.rejects.csv`;
    const job = predictPairs({ features, pairs, out, workers, signal: context.signal });
    const result = await runBatch({ job, label: 'results', rejects }, context);
    const { summary, rejected } = result;
    const text =
      `${summary.pairs} predictions from ${summary.features} features of ${summary.dimension} numbers: ${out}` +
      rejectsLine(result, rejects);
    return { summary: { ...summary, rejected, reasons: result.reasons, rejects }, text, rejected };
  });
}
