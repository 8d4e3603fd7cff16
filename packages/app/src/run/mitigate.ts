import { type MitigationKind, runApplyMitigation, runFitMitigation } from '@fairface/audit';
import { commandLine } from '../cli/command-line';
import type { GlobalOptions } from '../cli/global-options';
import { rejectsLine, runBatch } from '../cli/run-batch';
import { runCommand } from '../cli/run-command';

export interface FitFlags extends GlobalOptions {
  attributes: string;
  method: MitigationKind;
  out: string;
  by: string[];
  bins: Record<string, number[]>;
  features?: string;
  clusters: number;
  fmr: number;
  share: number;
}

export interface ApplyFlags extends GlobalOptions {
  parameters: string;
  out: string;
  attributes?: string;
  features?: string;
  heldOut: boolean;
}

/** Runs `fairface mitigate fit`. */
export async function runFit(predictions: string, flags: FitFlags): Promise<void> {
  await runCommand(flags, async (context) => {
    const { attributes, method, out, by, bins, features, clusters, fmr, share, seed } = flags;
    const rejects = `${out.replace(/\.json$/, '')}.rejects.csv`;
    const options = { pairs: predictions, attributes, method, by, bins, features, clusters, share, seed, out };
    const job = runFitMitigation({ ...options, targetFmr: fmr });
    const result = await runBatch({ job, label: 'mitigate fit', rejects }, context);
    const { people, genuine, impostor, unresolved } = result.summary;
    const more = features === undefined ? [] : ['--features', features];
    const text = [
      `${method}: fitted on ${genuine} genuine and ${impostor} impostor pairs of ${people} people: ${out}`,
      ...(unresolved.length === 0
        ? []
        : [
            `${unresolved.length} ${method === 'fsn' ? 'clusters' : 'groups'} with too few impostor pairs to show an FMR of ${fmr} keep the global threshold (raise --fmr or take fewer groups): ${list(unresolved)}`,
          ]),
      `judge it on the others: ${commandLine(['mitigate', 'apply', predictions, '--parameters', out, '--attributes', attributes, ...more, '--held-out', '--out', 'calibrated.csv'])}`,
    ];
    return {
      summary: { ...result.summary, rejected: result.rejected, reasons: result.reasons, rejects },
      text: (share < 1 ? text : text.slice(0, -1)).join('\n') + rejectsLine(result, rejects),
      rejected: result.rejected,
    };
  });
}

/** Runs `fairface mitigate apply`. */
export async function runApply(predictions: string, flags: ApplyFlags): Promise<void> {
  await runCommand(flags, async (context) => {
    const { parameters, out, attributes, features, heldOut } = flags;
    const rejects = `${out.replace(/\.csv$/, '')}.rejects.csv`;
    const job = runApplyMitigation({ pairs: predictions, parameters, attributes, features, heldOut, out });
    const result = await runBatch({ job, label: 'mitigate apply', rejects }, context);
    const { method, pairs, leftOut } = result.summary;
    const held = heldOut ? `; ${leftOut} pairs with people that it was fitted on are not among them` : '';
    return {
      summary: { ...result.summary, rejected: result.rejected, reasons: result.reasons, rejects },
      text: `${method}: ${pairs} corrected scores: ${out}${held}${rejectsLine(result, rejects)}`,
      rejected: result.rejected,
    };
  });
}

/** The first of many names. */
function list(names: readonly string[]): string {
  return names.length > 8 ? `${names.slice(0, 8).join('; ')}; ...` : names.join('; ');
}
