import type { JobEvent } from './job-event';

/**
 * Runs a job to its end and returns its summary, which `for await` would drop.
 *
 * @param onEvent called with every event; awaited before the next one is asked for.
 */
export async function runJob<Summary>(
  job: AsyncGenerator<JobEvent, Summary>,
  onEvent: (event: JobEvent) => void | Promise<void> = () => undefined,
): Promise<Summary> {
  for (;;) {
    const step = await job.next();
    if (step.done) return step.value;
    await onEvent(step.value);
  }
}
