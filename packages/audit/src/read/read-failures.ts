import { readLines, readList, readRejects } from '@fairface/io';

const HEADER = /^\uFEFF?"?item"?[,;\t]/i;

/**
 * The images named by a list of failures: a rejects file of detection or extraction (`item,reason,detail`), or a plain list, one
 * image a line.
 *
 * @throws InputError as `readRejects` and `readList`.
 */
export async function readFailures(path: string): Promise<string[]> {
  if (await isRejectsFile(path)) return (await readRejects(path)).map(({ item }) => item);
  const images: string[] = [];
  for await (const item of readList(path)) images.push(item.path);
  return images;
}

async function isRejectsFile(path: string): Promise<boolean> {
  for await (const { text } of readLines(path)) return HEADER.test(text);
  return false;
}
