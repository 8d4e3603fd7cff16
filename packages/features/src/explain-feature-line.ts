import { InputError } from '@fairface/io';
import { countValues, parseNumber, pathEnd } from './parse-feature-line';

/** Where a line of a feature text file is. */
export interface FeatureLinePlace {
  file: string;
  /** Counted from 1. */
  line: number;
  bytes: Uint8Array;
  start: number;
  /** Without the line end. */
  end: number;
}

/**
 * Says what is wrong with a line that cannot be read as a path and `dimension` numbers.
 *
 * @returns InputError `malformed-feature`, `wrong-dimension` or `not-a-number`.
 */
export function explainFeatureLine(place: FeatureLinePlace, dimension: number): InputError {
  const { file, line, bytes, start, end } = place;
  const path = pathEnd(bytes, start, end);
  const count = countValues(bytes, path, end);
  if (count === 0) {
    return new InputError({
      code: 'malformed-feature',
      file,
      line,
      message: 'is not a feature',
      expected: 'a path and its values, separated by spaces',
      found: textOf(bytes, start, end),
      hint: 'Put a path with spaces in double quotes',
    });
  }
  const bad = firstNonNumber(bytes, path, end);
  if (bad !== undefined) {
    return new InputError({
      code: 'not-a-number',
      file,
      line,
      message: `value ${bad.position} is not a number`,
      expected: 'a finite decimal number',
      found: bad.text,
      hint: 'Put a path with spaces in double quotes; extract the feature of this image again otherwise',
    });
  }
  return new InputError({
    code: 'wrong-dimension',
    file,
    line,
    message: 'has another number of values than the first line',
    expected: `${dimension} values`,
    found: `${count}`,
    hint: 'The file was cut short or holds features of several models: extract it again',
  });
}

function firstNonNumber(bytes: Uint8Array, start: number, end: number): { position: number; text: string } | undefined {
  const words = textOf(bytes, start, end)
    .trim()
    .split(/[ \t]+/);
  const at = words.findIndex((word) => {
    const text = Buffer.from(word);
    return !Number.isFinite(parseNumber(text, 0, text.length));
  });
  const text = words[at];
  return text === undefined ? undefined : { position: at + 1, text };
}

function textOf(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.subarray(start, end)).toString();
}
