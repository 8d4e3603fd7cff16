import { InputError } from '@fairface/io';
import type { FaceGeometry, FaceRecord, Point } from './face-record';

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const COUNTS = '10 numbers (five points), 136 (68 points) or 4 (a box: centre x, centre y, width, height)';

/**
 * Reads one line of a record file: a path, then 10, 136 or 4 numbers, separated by white space. A path with white space
 * stands in double quotes; a double quote in it is doubled.
 *
 * @throws InputError `missing-path`, `open-quote`, `wrong-number-count`, `not-a-number`, `equal-points` or `empty-box`.
 */
export function parseRecord(line: string): FaceRecord {
  const { path, rest } = splitPath(line.trim());
  const fields = rest.split(/\s+/).filter((field) => field !== '');
  const wrong = fields.find((field) => !NUMBER.test(field) || !Number.isFinite(Number(field)));
  if (wrong !== undefined) {
    throw new InputError({
      code: 'not-a-number',
      message: `"${path}" is not followed by numbers alone`,
      expected: 'a path and finite numbers',
      found: wrong,
      hint: 'Put a path with spaces in double quotes',
    });
  }
  return { path, ...geometry(fields.map(Number)) };
}

function splitPath(line: string): { path: string; rest: string } {
  const quoted = /^"((?:[^"]|"")*)"(?=\s|$)(.*)$/s.exec(line);
  if (!quoted && line.startsWith('"')) {
    throw new InputError({
      code: 'open-quote',
      message: 'the path has an opening quote alone',
      expected: '"path" and numbers',
      found: line,
      hint: 'Close the quote; double a quote that belongs to the path',
    });
  }
  const [, path = '', rest = ''] = quoted ?? /^(\S*)(.*)$/s.exec(line) ?? [];
  if (path === '') throw new InputError({ code: 'missing-path', message: 'no path', expected: `a path and ${COUNTS}` });
  return { path: quoted ? path.replaceAll('""', '"') : path, rest };
}

function geometry(numbers: number[]): FaceGeometry {
  if (numbers.length === 10) return { kind: 'points5', points: toPoints(numbers) };
  if (numbers.length === 136) return { kind: 'points68', points: toPoints(numbers) };
  const [x, y, width, height] = numbers;
  if (numbers.length !== 4 || x === undefined || y === undefined || width === undefined || height === undefined) {
    throw new InputError({
      code: 'wrong-number-count',
      message: 'wrong count of numbers after the path',
      expected: COUNTS,
      found: `${numbers.length}`,
      hint: 'Put a path with spaces in double quotes',
    });
  }
  if (width < 0 || height < 0) {
    throw new InputError({
      code: 'empty-box',
      message: 'the box has a negative side',
      expected: 'centre x, centre y, width, height',
      found: numbers.join(' '),
    });
  }
  return { kind: 'box', box: { x, y, width, height } };
}

function toPoints(numbers: number[]): Point[] {
  const points: Point[] = [];
  for (let at = 0; at < numbers.length; at += 2) points.push([numbers[at] ?? NaN, numbers[at + 1] ?? NaN]);
  if (points.every(([x, y]) => x === numbers[0] && y === numbers[1])) {
    throw new InputError({
      code: 'equal-points',
      message: 'all points are the same',
      expected: 'the places of eyes, nose and mouth',
      found: `${points.length} times (${numbers[0]}, ${numbers[1]})`,
    });
  }
  return points;
}
