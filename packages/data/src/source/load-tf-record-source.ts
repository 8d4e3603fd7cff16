import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { InputError, type Reject } from '@fairface/io';
import { readTfRecords } from '../tfrecord/read-tf-records';
import { TfExample } from '../tfrecord/tf-example';
import { indexClasses } from './index-classes';
import { nameIndex } from './name-index';
import type { ItemReference, Source } from './source';
import type { ExampleKeys } from './source-schema';

/**
 * Images of TFRecord files of tf.Example. The files are read once, from the beginning to the end, for the labels and
 * the places of the records; the images themselves are read when they are needed. Damaged records, and records without
 * image or label, are rejected.
 *
 * @param paths files, and folders of `*.tfrecord*` files
 * @throws InputError `no-records`, or as {@link readTfRecords}.
 */
export async function loadTfRecordSource(paths: readonly string[], keys: ExampleKeys): Promise<Source> {
  const names: string[] = [];
  const texts: string[] = [];
  const rejects: Reject[] = [];
  const places: { file: string; offset: number; length: number }[] = [];
  for (const file of await findFiles(paths)) {
    const reject = (item: string, reason: string, detail: string) => rejects.push({ item, reason, detail });
    const onDamage = (error: InputError) => reject(file, error.code, error.message);
    try {
      for await (const { number, offset, data } of readTfRecords(file, { onDamage })) {
        const item = `${basename(file)}:${number}`;
        const example = decode(data);
        const missing = [keys.image, keys.label].find((key) =>
          key === keys.image ? example?.bytes(key) === undefined : example?.text(key) === undefined,
        );
        if (example === undefined || missing !== undefined) {
          reject(item, 'no-example', `${file}: record ${number}: ${explain(example, missing)}`);
          continue;
        }
        names.push(example.text(keys.name) || item);
        texts.push(example.text(keys.label) ?? '');
        places.push({ file, offset, length: data.length });
      }
    } catch (error) {
      // What lies before the end of a cut file is whole; a file that is no TFRecord at all is a mistake of the configuration.
      if (!(error instanceof InputError) || !['truncated-record', 'damaged-record'].includes(error.code)) throw error;
      onDamage(error);
    }
  }
  const origin = paths.join(', ');
  if (names.length === 0) throw noRecords(origin, rejects);
  const index = nameIndex(names);
  const item = (n: number): ItemReference => ({ ...(places[n] as (typeof places)[0]), image: keys.image });
  return {
    kind: 'images',
    origin,
    names,
    ...indexClasses(texts),
    rejects,
    item,
    locate: (name) => {
      const found = index.find(name);
      return found === undefined ? undefined : item(found);
    },
  };
}

async function findFiles(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const found = await stat(path).catch(() => undefined);
    if (!found?.isDirectory()) files.push(path);
    else
      files.push(
        ...(await readdir(path))
          .filter((name) => name.includes('.tfrecord'))
          .sort()
          .map((name) => join(path, name)),
      );
  }
  return files;
}

function decode(data: Uint8Array): TfExample | undefined {
  try {
    return new TfExample(data);
  } catch {
    return undefined;
  }
}

function explain(example: TfExample | undefined, missing: string | undefined): string {
  if (example === undefined) return 'is not a tf.Example';
  return `the tf.Example has no "${missing}"; it has ${example.keys.sort().join(', ') || 'nothing'}`;
}

function noRecords(file: string, rejects: readonly Reject[]): InputError {
  return new InputError({
    code: 'no-records',
    file,
    message: rejects[0] === undefined ? 'no records' : `no usable record; the first: ${rejects[0].detail}`,
    expected: 'tf.Example records with an encoded image and a label',
    hint: 'Name the features of your records with keys: { image, label, name }',
  });
}
