/** An input that was left out, and why. */
export interface Reject {
  /** The input as the user named it: a path, an id, a pair. */
  item: string;
  /** A stable, kebab-case word, for instance `missing-file`. */
  reason: string;
  /** What was found, for a person. */
  detail: string;
}

/** How far a job is. */
export interface JobProgress {
  type: 'progress';
  /** Items finished so far, rejected and resumed ones included. */
  done: number;
  /** Items in all, once it is known or can be estimated. */
  total?: number;
}

/** One input that was left out. */
export interface JobReject extends Reject {
  type: 'reject';
}

/**
 * What a batch job yields while it runs. A job is an `AsyncGenerator<JobEvent, Summary>`: nothing happens until the next
 * event is asked for, and its return value is the summary.
 */
export type JobEvent = JobProgress | JobReject;
