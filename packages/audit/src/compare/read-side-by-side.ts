import type { JobEvent } from '@fairface/io';
import { readMitigation } from '../mitigate/mitigation-file';
import { readVerificationData, type ReadVerificationDataOptions } from '../read/read-verification-data';
import type { VerificationData } from '../read/verification-data';
import { type SideBySide, sideBySide, type SideBySideOptions } from './side-by-side';

export interface ReadSideBySideOptions extends Omit<SideBySideOptions, 'mitigation'> {
  /** The other pair file and the attributes table that `data` was read from, with its columns. */
  files: ReadVerificationDataOptions;
  /** A saved correction. */
  mitigation?: string;
}

/**
 * Reads the other pair file with the same attributes table, so that images are numbered alike, and puts both side by side. What
 * the table itself lacks was reported when it was read for `data`, and is not yielded again.
 *
 * @throws InputError as `readVerificationData` and `readMitigation`.
 */
export async function* readSideBySide(
  data: VerificationData,
  { files, mitigation, ...options }: ReadSideBySideOptions,
): AsyncGenerator<JobEvent, SideBySide> {
  const fit = mitigation === undefined ? undefined : await readMitigation(mitigation);
  const job = readVerificationData(files);
  const ofTable = (text: string): boolean => text.startsWith(`${files.attributes}:`);
  for (;;) {
    const step = await job.next();
    if (step.done === true) return sideBySide(data, step.value.pairs, { ...options, mitigation: fit });
    const event = step.value;
    if (event.type !== 'reject' || !(ofTable(event.item) || ofTable(event.detail))) yield event;
  }
}
