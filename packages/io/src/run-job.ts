import type { JobEvent } from './job-event';

/**
 * Runs a job to its end and returns its summary, which `for await` would drop. A job is ended where `onEvent` throws.
 *
 * @param onEvent called with every event; awaited before the next one is asked for.
 */
export async function runJob<Summary>(
  job: AsyncGenerator<JobEvent, Summary>,
  onEvent: (event: JobEvent) => void | Promise<void> = () => undefined,
): Promise<Summary> {
  try {
    for (;;) {
      const step = await job.next();
      if (step.done) return step.value;
      await onEvent(step.value);
    }
  } finally {
    await job.return(undefined as never);
  }
}
