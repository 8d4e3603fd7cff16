import { dirname, join } from 'node:path';
import { cropRecords } from '@fairface/crop';
import type { GlobalOptions } from '../cli/global-options';
import { rejectsLine, runBatch } from '../cli/run-batch';
import { runCommand } from '../cli/run-command';

export interface CropFlags extends GlobalOptions {
  root?: string;
  out?: string;
  template: string;
  allowOutside: boolean;
  overwrite: boolean;
}

/** Runs `fairface crop`. */
export async function runCrop(record: string, flags: CropFlags): Promise<void> {
  await runCommand(flags, async (context) => {
    const { root = dirname(record), out, template, allowOutside, overwrite, workers } = flags;
    const rejects = join(out ?? root, 'crops.rejects.csv');
    const job = cropRecords({
      records: record,
      root,
      out,
      template,
      allowOutside,
      resume: !overwrite,
      workers,
      signal: context.signal,
    });
    const result = await runBatch({ job, label: 'crop', rejects }, context);
    const { summary, rejected } = result;
    const text =
      `${summary.crops} of ${summary.records} records cropped${summary.kept > 0 ? ` (${summary.kept} were up to date)` : ''}: ` +
      `${summary.list}${rejectsLine(result, rejects)}`;
    return { summary: { ...summary, rejected, reasons: result.reasons, rejects }, text, rejected };
  });
}
