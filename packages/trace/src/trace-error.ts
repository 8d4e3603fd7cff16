/** What kind of thing went wrong, for programs; the message is for people. */
export type TraceErrorCode =
  | 'wrong-backend'
  | 'wrong-input'
  | 'wrong-result'
  | 'data-read'
  | 'data-shape'
  | 'randomness'
  | 'captured-tensor'
  | 'large-constant'
  | 'unsupported'
  | 'load-failed'
  | 'run-failed'
  | 'disposed';

export interface TraceErrorOptions {
  /** What the reader should do next: a whole sentence. */
  readonly next?: string;
  readonly cause?: unknown;
}

/** The one error this package throws on purpose: a code, what was found, and what to do instead. */
export class TraceError extends Error {
  readonly code: TraceErrorCode;
  readonly next: string | undefined;

  constructor(code: TraceErrorCode, what: string, { next, cause }: TraceErrorOptions = {}) {
    super(next === undefined ? what : `${what} ${next}`, { cause });
    this.name = 'TraceError';
    this.code = code;
    this.next = next;
  }
}
