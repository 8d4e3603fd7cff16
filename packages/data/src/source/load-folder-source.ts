import { expectFolder, InputError, readList, type Reject } from '@fairface/io';
import { imageFiles } from './image-files';
import type { Source } from './source';

/**
 * Images of a folder with a sub-folder for each person; images deeper inside belong to the outermost sub-folder. Images
 * that lie in the folder itself belong to nobody and are rejected.
 *
 * @throws InputError `missing-folder` or `no-people`.
 */
export async function loadFolderSource(folder: string): Promise<Source> {
  await expectFolder(folder, { expected: 'a folder with a sub-folder for each person' });
  const names: string[] = [];
  const labels: string[] = [];
  const rejects: Reject[] = [];
  for await (const { path } of readList(folder)) {
    const [person = '', ...rest] = path.split('/');
    if (rest.length === 0) {
      rejects.push({
        item: path,
        reason: 'no-person',
        detail: `lies in ${folder} itself, not in a person's sub-folder`,
      });
    } else {
      names.push(path);
      labels.push(person);
    }
  }
  if (names.length > 0) return imageFiles({ origin: folder, root: folder, names, labels, rejects });
  throw new InputError({
    code: 'no-people',
    file: folder,
    message: 'has no images in sub-folders',
    expected: 'a sub-folder for each person with JPEG, PNG or WebP images',
    found: rejects.length === 0 ? 'no images at all' : `${rejects.length} images in the folder itself`,
  });
}
