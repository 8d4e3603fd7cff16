import { type JobEvent, RejectsFile, runJob } from '@fairface/io';
import { Progress } from './progress';
import type { CommandContext } from './run-command';

export interface BatchOptions<Summary> {
  /** The job; what it yields is shown as progress and written as rejects. */
  job: AsyncGenerator<JobEvent, Summary>;
  /** What the progress is labelled with. */
  label: string;
  /** The rejects file. */
  rejects: string;
}

/** What came of a batch job. */
export interface BatchResult<Summary> {
  summary: Summary;
  /** Inputs that were left out. */
  rejected: number;
  /** Their number by reason. */
  reasons: Record<string, number>;
}

/**
 * Runs a batch job: progress on stderr, every reject into the rejects file. The file, and its folder, are made when the job has
 * begun: one that cannot start leaves nothing behind.
 */
export async function runBatch<Summary>(
  { job, label, rejects }: BatchOptions<Summary>,
  { logger, quiet }: CommandContext,
): Promise<BatchResult<Summary>> {
  let file: RejectsFile | undefined;
  const open = async (): Promise<RejectsFile> => (file ??= await RejectsFile.open(rejects));
  const progress = new Progress(label, { logger, quiet });
  try {
    const summary = await runJob(job, async (event) => {
      const begun = await open();
      if (event.type === 'progress') return progress.update(event.done, event.total);
      await begun.add(event);
      logger.debug(event, `left out ${event.item}: ${event.reason}`);
    });
    const done = await open();
    await done.commit();
    return { summary, rejected: done.count, reasons: Object.fromEntries(done.counts) };
  } catch (error) {
    await file?.abort();
    throw error;
  } finally {
    progress.stop();
  }
}

/** One line that says what was left out and where to read why; empty when nothing was. */
export function rejectsLine({ rejected, reasons }: BatchResult<unknown>, path: string): string {
  if (rejected === 0) return '';
  const list = Object.entries(reasons).map(([reason, count]) => `${count} ${reason}`);
  return `\nleft out ${rejected} (${list.join(', ')}): see ${path}`;
}
