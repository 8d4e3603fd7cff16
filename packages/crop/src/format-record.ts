import { InputError, LINE_END } from '@fairface/io';
import type { FaceGeometry, FaceRecord } from './face-record';

/**
 * Writes one line of a record file, without its line end, as `parseRecord` reads it. Numbers keep all their digits;
 * round them before where fewer are wanted.
 *
 * @throws InputError `unwritable-path` for an empty path or one with a line end, `not-a-number` for NaN and Infinity.
 */
export function formatRecord(record: FaceRecord): string {
  const numbers = toNumbers(record);
  if (record.path === '' || LINE_END.test(record.path)) {
    throw new InputError({
      code: 'unwritable-path',
      message: 'the path cannot stand in a record file',
      expected: 'a path without line ends',
      found: JSON.stringify(record.path),
      hint: 'Rename the file',
    });
  }
  if (!numbers.every(Number.isFinite)) {
    throw new InputError({
      code: 'not-a-number',
      message: `the record of ${record.path} is not made of finite numbers`,
      found: numbers.join(' '),
    });
  }
  return `${quote(record.path)} ${numbers.join(' ')}`;
}

function quote(path: string): string {
  return /^["#]|\s/.test(path) ? `"${path.replaceAll('"', '""')}"` : path;
}

function toNumbers(geometry: FaceGeometry): number[] {
  if (geometry.kind !== 'box') return geometry.points.flat();
  const { x, y, width, height } = geometry.box;
  return [x, y, width, height];
}
