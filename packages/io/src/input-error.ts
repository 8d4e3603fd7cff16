/** Where a bad input was found and what would have been right. */
export interface InputErrorDetails {
  /** A stable, kebab-case word to switch on, for instance `missing-file`. */
  code: string;
  /** What is wrong, in one sentence without a full stop. */
  message: string;
  /** The file in which it was found. */
  file?: string;
  /** The line of that file, counted from 1. */
  line?: number;
  /** What was expected there. */
  expected?: string;
  /** What was found instead. */
  found?: string;
  /** What to do next. */
  hint?: string;
  /** The error behind this one. */
  cause?: unknown;
}

/** Longest piece of an input that an error repeats. */
const LONGEST_QUOTE = 160;

/** An input that cannot be used: names the file, the line, what was expected, what was found and what to do next. */
export class InputError extends Error {
  override readonly name: string = 'InputError';
  readonly code: string;
  readonly file: string | undefined;
  readonly line: number | undefined;

  constructor(details: InputErrorDetails) {
    super(sentence(details), { cause: details.cause });
    this.code = details.code;
    this.file = details.file;
    this.line = details.line;
  }
}

function sentence({ message, file, line, expected, found, hint }: InputErrorDetails): string {
  const place = file === undefined ? '' : line === undefined ? `${file}: ` : `${file}:${line}: `;
  const parts = [`${place}${message}`];
  if (expected !== undefined) parts.push(`expected ${expected}`);
  if (found !== undefined) parts.push(`found ${shorten(found)}`);
  return parts.join('; ') + (hint === undefined ? '' : `. ${hint}`);
}

function shorten(text: string): string {
  return text.length <= LONGEST_QUOTE ? text : `${text.slice(0, LONGEST_QUOTE)}… (${text.length} characters)`;
}
