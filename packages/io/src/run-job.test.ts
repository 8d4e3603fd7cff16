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

  it('ends the job where an event cannot be dealt with', async () => {
    let ended = false;
    async function* job(): AsyncGenerator<JobEvent, void> {
      try {
        yield { type: 'progress', done: 1 };
        yield { type: 'progress', done: 2 };
      } finally {
        await new Promise((resolve) => setImmediate(resolve));
        ended = true;
      }
    }
    const full = new Error('the disk is full');
    await expect(runJob(job(), () => Promise.reject(full))).rejects.toBe(full);
    expect(ended).toBe(true);
  });
});
