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
  /** The person of every image. */
  readonly personOf: readonly number[];
}

/**
 * Reads a feature file into groups. Features of images that the table does not name (`no-attributes`), those without
 * direction (`zero-feature`) and a second feature of an image (`duplicate-feature`) are rejected.
 *
 * @throws InputError `no-labelled-feature`, `only-zero-features`, `too-many-features`, or as `readFeatures`.
 */
export async function* readGroups(
  file: string,
  people: People,
  signal: AbortSignal | undefined,
): AsyncGenerator<JobEvent, LabelledVectors> {
  let store: VectorStore | undefined;
  let first: string | undefined;
  let read = 0;
  const zeros: string[] = [];
  const images: string[] = [];
  const personOf: number[] = [];
  const seen = new Set<string>();
  for await (const { path, vector } of readFeatures(file)) {
    store ??= new VectorStore(file, vector.length);
    first ??= path;
    read += 1;
    const found = people.find(path);
    if (found === undefined) {
      yield { type: 'reject', item: path, reason: 'no-attributes', detail: 'the attributes table does not name it' };
    } else if (seen.has(path)) {
      yield {
        type: 'reject',
        item: path,
        reason: 'duplicate-feature',
        detail: 'the file holds one of this name before',
      };
    } else if (store.add(found.group, found.person, images.length, vector)) {
      seen.add(path);
      images.push(path);
      personOf.push(found.person);
    } else {
      zeros.push(path);
      yield { type: 'reject', item: path, reason: 'zero-feature', detail: 'its feature has no direction' };
    }
    if (read % EVERY === 0) {
      signal?.throwIfAborted();
      yield { type: 'progress', done: 0 };
    }
  }
  if (store !== undefined && images.length > 0) return { store, images, personOf };
  throw zeros.length > 0 ? onlyZeros(file, zeros) : noneLabelled(file, first);
}

function onlyZeros(file: string, [first, ...others]: readonly string[]): InputError {
  return new InputError({
    code: 'only-zero-features',
    file,
    message: 'no image that the attributes table names has a feature with a direction',
    expected: 'numbers that are not all zero',
    found: `${1 + others.length} features without one, the first that of ${first}`,
    hint: 'Extract them again',
  });
}

function noneLabelled(file: string, first: string | undefined): InputError {
  return new InputError({
    code: 'no-labelled-feature',
    file,
    message: 'none of its images has a row in the attributes table',
    found: first,
    hint: 'Names match as they stand, or without _cropped and extension',
  });
}
