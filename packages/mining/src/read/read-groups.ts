import { readFeatures } from '@fairface/features';
import { InputError, type JobEvent } from '@fairface/io';
import { VectorStore } from '../store/vector-store';
import type { People } from './read-people';

/** Images of a progress event while features are read. */
const EVERY = 10_000;

/** Vectors by group, and the names of their images. */
export interface LabelledVectors {
  readonly store: VectorStore;
  /** Names of images, by number. */
  readonly images: readonly string[];
}

/**
 * Reads a feature file into groups. Features of images that the table does not name (`no-attributes`), and those without
 * direction (`zero-feature`), are rejected.
 *
 * @throws InputError `no-labelled-feature`, `too-many-features`, or as `readFeatures`.
 */
export async function* readGroups(
  file: string,
  people: People,
  signal: AbortSignal | undefined,
): AsyncGenerator<JobEvent, LabelledVectors> {
  let store: VectorStore | undefined;
  let first: string | undefined;
  let read = 0;
  const images: string[] = [];
  for await (const { path, vector } of readFeatures(file)) {
    store ??= new VectorStore(file, vector.length);
    first ??= path;
    read += 1;
    const found = people.find(path);
    if (found === undefined) {
      yield { type: 'reject', item: path, reason: 'no-attributes', detail: 'the attributes table does not name it' };
    } else if (store.add(found.group, found.person, images.length, vector)) {
      images.push(path);
    } else {
      yield { type: 'reject', item: path, reason: 'zero-feature', detail: 'its feature has no direction' };
    }
    if (read % EVERY === 0) {
      signal?.throwIfAborted();
      yield { type: 'progress', done: 0 };
    }
  }
  if (store !== undefined && images.length > 0) return { store, images };
  throw new InputError({
    code: 'no-labelled-feature',
    file,
    message: 'none of its images has a row in the attributes table',
    found: first,
    hint: 'Names match as they stand, or without _cropped and extension',
  });
}
