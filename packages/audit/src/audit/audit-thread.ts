import { Worker } from 'node:worker_threads';
import { workerFile } from '@fairface/io';
import { renderReport, type RenderReportOptions } from '../report/render-report';
import type { AuditResult } from './audit-schema';
import { type DetailInput, detailGroups, type GroupDetails } from './detail-groups';
import { lookAtPairs, type LookedAtPairs, type LookInput } from './look-at-pairs';
import { type PeopleInput, type PreparedPeople, preparePeople } from './prepare-people';

/** What is done beside the main thread. Several tasks may be under way; `id` tells their answers apart. */
export type AuditTask =
  | { kind: 'look'; input: LookInput }
  | { kind: 'prepare'; input: PeopleInput }
  | { kind: 'warm-up' }
  | { kind: 'detail'; input: DetailInput; people: PreparedPeople }
  | { kind: 'render'; audit: AuditResult; options: RenderReportOptions };

/** Results of the tasks. */
export type Answer = LookedAtPairs | PreparedPeople | GroupDetails | string | undefined;

/** The result of a task, or why there is none. */
export type AuditAnswer = { id: number } & ({ value: Answer } | { error: unknown });

/**
 * A second thread for a large audit: it looks for repeated pairs and draws people while the scores are sorted, counts who is in the
 * pairs while the scores are examined, makes the charts ready, looks at the groups' details while the rates are made, and
 * renders the report.
 */
export class AuditThread {
  readonly #worker: Worker | undefined;
  #asked = 0;
  #ended = false;

  /** @param beside whether to start a thread; without one the same work is done where it is asked for. */
  constructor(beside: boolean) {
    if (!beside) return;
    const { filename, execArgv } = workerFile(__dirname, 'audit-thread-worker');
    this.#worker = new Worker(filename, { execArgv });
    this.#worker.once('exit', () => (this.#ended = true)).unref();
  }

  /** `lookAtPairs`. */
  async look(input: LookInput): Promise<LookedAtPairs> {
    return this.#worker === undefined
      ? lookAtPairs(input)
      : ((await this.#ask({ kind: 'look', input })) as LookedAtPairs);
  }

  /** `preparePeople`. */
  async prepare(input: PeopleInput): Promise<PreparedPeople> {
    return this.#worker === undefined
      ? preparePeople(input)
      : ((await this.#ask({ kind: 'prepare', input })) as PreparedPeople);
  }

  /** `warmUpCharts`, for a report that is wanted later; nothing without a second thread, where it would gain nothing. */
  warmUp(): void {
    // Where charts cannot be drawn, drawing them says so.
    if (this.#worker !== undefined) this.#ask({ kind: 'warm-up' }).catch(() => undefined);
  }

  /** `detailGroups`, with people that `prepare` gave. */
  async detail(input: DetailInput, people: PreparedPeople): Promise<GroupDetails> {
    return this.#worker === undefined
      ? detailGroups(input, people)
      : ((await this.#ask({ kind: 'detail', input, people })) as GroupDetails);
  }

  /** `renderReport`. */
  async render(audit: AuditResult, options: RenderReportOptions): Promise<string> {
    return this.#worker === undefined
      ? renderReport(audit, options)
      : ((await this.#ask({ kind: 'render', audit, options })) as string);
  }

  /** Lets the thread end by itself, so that the code it compiled is kept; one that is at work is stopped. */
  async close(): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined || this.#ended) return;
    if (worker.listenerCount('message') > 0) {
      await worker.terminate();
      return;
    }
    worker.ref();
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.postMessage('close');
    await ended;
  }

  /** Sends a task and waits for its answer. */
  #ask(task: AuditTask): Promise<Answer> {
    const worker = this.#worker as Worker;
    const id = this.#asked++;
    worker.ref();
    return new Promise<Answer>((resolve, reject) => {
      const settle = (): void => {
        worker.off('message', answered).off('error', failed);
        if (worker.listenerCount('message') === 0) worker.unref();
      };
      const answered = (answer: AuditAnswer): void => {
        if (answer.id !== id) return;
        settle();
        if ('error' in answer) reject(answer.error as Error);
        else resolve(answer.value);
      };
      const failed = (error: Error): void => {
        settle();
        reject(error);
      };
      worker.on('message', answered).on('error', failed);
      worker.postMessage({ ...task, id });
    });
  }
}
