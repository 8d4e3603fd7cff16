/** What kind of thing went wrong, for programs; the message is for people. */
export type EngineErrorCode =
  | 'unsupported-platform'
  | 'not-installed'
  | 'load-failed'
  | 'no-gpu'
  | 'missing-tool'
  | 'no-space'
  | 'download-failed'
  | 'wrong-hash'
  | 'wrong-input'
  | 'build-failed'
  | 'cannot-write'
  | 'lock-lost'
  | 'aborted';

export interface EngineErrorOptions {
  /** What the reader should do next: a whole sentence. */
  readonly next?: string;
  readonly cause?: unknown;
}

/** The one error this package throws on purpose: a code, what failed, and what to do next. */
export class EngineError extends Error {
  readonly code: EngineErrorCode;
  /** What failed, without the advice that `message` ends with. */
  readonly what: string;
  readonly next: string | undefined;

  constructor(code: EngineErrorCode, what: string, { next, cause }: EngineErrorOptions = {}) {
    super(next === undefined ? what : `${what} ${next}`, { cause });
    this.name = 'EngineError';
    this.code = code;
    this.what = what;
    this.next = next;
  }
}
