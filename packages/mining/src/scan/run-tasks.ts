import { join } from 'node:path';
import { mapAhead, workerFile } from '@fairface/io';
import type { Scratch, VectorStore } from '../store/vector-store';

/** Runs tasks in worker threads, each with room of its own, and gives their results in order. */
export interface TaskRunner {
  run<Task, Result>(
    name: 'hardNegatives' | 'nearestOthers' | 'ownPairs',
    tasks: Iterable<(scratch: Scratch) => Task>,
  ): AsyncIterable<Result>;
  close(): Promise<void>;
}

/** Opens threads that share a store; none starts a task after the signal. */
export async function openTasks(store: VectorStore, workers: number, signal?: AbortSignal): Promise<TaskRunner> {
  // Loaded here, so that importing this package is light.
  const { Piscina: Pool } = (await import('piscina')).default;
  const pool = new Pool({
    ...workerFile(join(__dirname, '..'), 'mining-worker'),
    // Which of its functions a thread looks for while it starts.
    name: 'ownPairs',
    minThreads: workers,
    maxThreads: workers,
  });
  // Results come in order, and the result of task n - ahead has been taken when task n starts: its room is free.
  const ahead = workers + 1;
  const scratch = store.scratch(ahead);
  return {
    run: (name, tasks) => {
      let started = 0;
      return mapAhead(tasks, ahead, async (make) => {
        signal?.throwIfAborted();
        return pool.run(make(scratch[started++ % ahead] as Scratch), { name });
      });
    },
    close: () => pool.destroy(),
  };
}
