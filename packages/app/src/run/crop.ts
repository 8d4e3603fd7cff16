import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cropRecords } from '@fairface/crop';
import { InputError } from '@fairface/io';
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
    // The rejects file, opened first, would make the folder, and then every photograph would be missing from it.
    if (out === undefined && !existsSync(root)) throw missingRoot(root);
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

function missingRoot(file: string): InputError {
  return new InputError({
    code: 'missing-root',
    file,
    message: 'no such folder',
    expected: 'the folder that the paths of the records are relative to',
    hint: 'Check --root and the path of the record file',
  });
}
