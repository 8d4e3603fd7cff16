import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Reject } from '@fairface/io';
import { indexClasses } from './index-classes';
import { nameIndex } from './name-index';
import type { Source } from './source';

export interface ImageFiles {
  origin: string;
  /** Folder that the names are relative to. */
  root: string;
  names: string[];
  /** `[N]`: the person of every image. */
  labels: readonly string[];
  rejects: readonly Reject[];
}

/** A source of image files. */
export function imageFiles({ origin, root, names, labels: texts, rejects }: ImageFiles): Source {
  const { labels, classes } = indexClasses(texts);
  const index = nameIndex(names);
  const item = (n: number) => ({ file: resolve(root, names[n] as string) });
  return {
    kind: 'images',
    origin,
    names,
    labels,
    classes,
    rejects,
    item,
    locate: (name) => {
      const found = index.find(name);
      if (found !== undefined) return item(found);
      const file = resolve(root, name);
      return existsSync(file) ? { file } : undefined;
    },
  };
}
