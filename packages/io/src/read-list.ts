import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readLines } from './read-lines';

/** An image of a list. */
export interface ListItem {
  /** As written in the list, or relative to the folder that was walked. */
  path: string;
  /** The second column, if there is one. */
  label?: string;
  /** Line of the list file, counted from 1; absent for a folder. */
  line?: number;
}

export const IMAGE_EXTENSIONS: ReadonlySet<string> = new Set(['.jpg', '.jpeg', '.png', '.webp']);

/**
 * The images of a list file or of a folder, one at a time.
 *
 * A list file has a path a line and, after a tab, an optional label. Where a line has no tab, the path ends at the first
 * white space, as in the reference's lists; a path with spaces is followed by a tab or put in double quotes. Empty lines
 * and lines that start with `#` are passed over. A folder is walked in the order of names, folders too.
 *
 * @throws InputError as `openInput`.
 */
export async function* readList(source: string): AsyncGenerator<ListItem> {
  const isFolder = await stat(source).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder) yield* walk(source, '');
  else {
    for await (const { number, text } of readLines(source)) {
      if (text.trim() !== '' && !text.startsWith('#')) yield { ...parseLine(text), line: number };
    }
  }
}

function parseLine(text: string): ListItem {
  const quoted = /^"((?:[^"]|"")*)"\s*(.*)$/.exec(text);
  const [, written = '', label = ''] =
    quoted ?? /^([^\t]*)\t\s*(.*)$/.exec(text) ?? /^(\S+)\s*(.*)$/.exec(text.trim()) ?? [];
  // White space at the ends of a quoted path is a part of it.
  const path = quoted ? written.replaceAll('""', '"') : written.trim();
  return label.trim() === '' ? { path } : { path, label: label.trim() };
}

async function* walk(root: string, folder: string): AsyncGenerator<ListItem> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  for (const entry of entries.sort(byName)) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* walk(root, path);
    else if (IMAGE_EXTENSIONS.has(extension(entry.name))) yield { path };
  }
}

const byName = (a: Dirent, b: Dirent): number => (a.name < b.name ? -1 : 1);

function extension(name: string): string {
  return name.slice(name.lastIndexOf('.')).toLowerCase();
}
