import { dirname } from 'node:path';
import { imageFiles } from './image-files';
import { readLabelledList } from './read-people';
import type { Source } from './source';

/** Images of a list `path<TAB>label`; paths are relative to `root`, by default the list's folder. */
export async function loadListSource(list: string, root: string = dirname(list)): Promise<Source> {
  const { names, labels, rejects } = await readLabelledList(list);
  return imageFiles({ origin: list, root, names, labels, rejects });
}
