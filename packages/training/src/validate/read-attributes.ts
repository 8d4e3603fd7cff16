import { InputError, readTable } from '@fairface/io';
import { imageStem } from '../image-stem';

/**
 * The values of some columns for named images.
 *
 * @param table CSV with `path` or `id` and the columns
 * @param names of the images, as in the table or without `_cropped` and extension
 * @returns for each name its values, in the order of `columns`
 * @throws InputError `missing-column`, or `missing-attributes` for an image without a row.
 */
export async function readAttributes(
  table: string,
  columns: readonly string[],
  names: readonly string[],
): Promise<string[][]> {
  if (columns.length === 0) return names.map(() => []);
  const rows = new Map<string, string[]>();
  for await (const { row } of readTable(table, { columns })) {
    const name = row['path'] ?? row['id'];
    if (name !== undefined) {
      rows.set(
        imageStem(name),
        columns.map((column) => row[column] ?? ''),
      );
    }
  }
  return names.map((name) => {
    const values = rows.get(imageStem(name));
    if (values !== undefined) return values;
    throw new InputError({ code: 'missing-attributes', file: table, message: 'has no row for an image', found: name });
  });
}
