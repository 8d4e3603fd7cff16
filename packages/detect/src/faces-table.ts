import { stringify } from 'csv-stringify/sync';
import type { JournalEntry } from './journal';

const COLUMNS = ['path', 'face', 'x', 'y', 'width', 'height', 'score', 'size'];

/** The table beside a record file: `record.txt` gives `record.faces.csv`. */
export function facesTablePath(record: string): string {
  return `${record.replace(/\.txt$/, '')}.faces.csv`;
}

/**
 * The header of the table. `face` counts the faces of a photograph from 1; x, y, width and height are the box in pixels
 * of the upright photograph; `size` is its shorter side.
 */
export function facesTableHeader(): string {
  return stringify([COLUMNS]);
}

/** The rows of one photograph, a row a face, in the order of the record file. */
export function facesTableRows({ path, faces }: JournalEntry): string {
  return stringify(
    faces.map(({ box: { x, y, width, height }, score }, n) => {
      const numbers = [x, y, width, height, Math.min(width, height)].map((value) => value.toFixed(1));
      return [path, n + 1, ...numbers.slice(0, 4), score.toFixed(4), ...numbers.slice(4)];
    }),
  );
}
