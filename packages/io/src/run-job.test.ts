import type { JobEvent } from './job-event';
import { runJob } from './run-job';

describe('runJob', () => {
  it('hands over every event before asking for the next one and returns the summary', async () => {
    const order: string[] = [];
    async function* job(): AsyncGenerator<JobEvent, { images: number }> {
      for (const done of [1, 2]) {
        order.push(`made ${done}`);
        yield { type: 'progress', done };
      }
      return { images: 2 };
    }
    const summary = await runJob(job(), async (event) => {
      await new Promise((resolve) => setImmediate(resolve));
      if (event.type === 'progress') order.push(`taken ${event.done}`);
    });
    expect(summary).toEqual({ images: 2 });
    expect(order).toEqual(['made 1', 'taken 1', 'made 2', 'taken 2']);
  });
});
