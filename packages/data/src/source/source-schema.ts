import { z } from 'zod';

/** The kinds of source; a specification names exactly one. */
export const SOURCE_KINDS = ['list', 'folder', 'table', 'tfrecord', 'features'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

const text = z.string().min(1);

/** Names of the features of a tf.Example. */
const keysSchema = z.strictObject({
  /** The encoded image. */
  image: text.default('image/encoded'),
  /** The person: an integer or text. */
  label: text.default('image/class/label'),
  /** The image's name; where it is missing, items are called `FILE:NUMBER`. */
  name: text.default('image/filename'),
});

/** The fields of a source, for schemas that hold more. Relative paths start at the configuration's folder. */
export const sourceShape = {
  /** A list file: `path<TAB>label` a line. */
  list: text.optional(),
  /** A folder with a sub-folder for each person. */
  folder: text.optional(),
  /** A table: `path` (or `id`) names the image, `subject` the person, every other column is an attribute. */
  table: text.optional(),
  /** TFRecord files of tf.Example: a file, a folder of `*.tfrecord*`, or several of either. */
  tfrecord: z.union([text, z.array(text).min(1)]).optional(),
  /** A feature file, text or `.npy`; the people come from `attributes` or `labels`. */
  features: text.optional(),
  /** With `list` or `table`: the folder that its paths are relative to. Default: the file's own. */
  root: text.optional(),
  /** With `table` or `attributes`: which rows to take, for instance `gender == "male" and age >= 30`. */
  filter: text.optional(),
  /** With `table` or `attributes`: the column that names the person. Default: `subject`. */
  label: text.optional(),
  /**
   * With `table`: what takes the place of the extension of a path. Default: `_cropped.jpg` where the first images are
   * there under that name alone, else nothing.
   */
  suffix: text.optional(),
  /** With `tfrecord`: names of the features of a tf.Example. */
  keys: keysSchema.partial().optional(),
  /** With `features`: the features of the mirror images, the same names in the same order. */
  mirror: text.optional(),
  /** With `features`: a table as above. */
  attributes: text.optional(),
  /** With `features`: a list `name<TAB>label`. */
  labels: text.optional(),
};

const BELONGS_TO: Record<string, readonly SourceKind[]> = {
  root: ['list', 'table'],
  filter: ['table', 'features'],
  label: ['table', 'features'],
  suffix: ['table'],
  keys: ['tfrecord'],
  mirror: ['features'],
  attributes: ['features'],
  labels: ['features'],
};

/** Checks of a source that concern several fields. Use with `superRefine` on a schema that holds {@link sourceShape}. */
export function refineSource(spec: z.infer<z.ZodObject<typeof sourceShape>>, context: z.RefinementCtx): void {
  const issue = (message: string, path: string[] = []): void => context.addIssue({ code: 'custom', message, path });
  const kinds = SOURCE_KINDS.filter((kind) => spec[kind] !== undefined);
  if (kinds.length !== 1) {
    return issue(`expected one source (${SOURCE_KINDS.join(', ')}); found ${kinds.join(' and ') || 'none'}`);
  }
  for (const [field, owners] of Object.entries(BELONGS_TO)) {
    if (spec[field as keyof typeof spec] !== undefined && !owners.includes(kinds[0] as SourceKind)) {
      issue(`"${field}" goes with ${owners.join(' or ')}, not with ${kinds[0]}`, [field]);
    }
  }
  if (spec.features === undefined) return;
  if ((spec.attributes === undefined) === (spec.labels === undefined)) {
    issue('features need the people: give either "attributes" (a table) or "labels" (a list)', ['features']);
  }
  if (spec.labels !== undefined && (spec.filter !== undefined || spec.label !== undefined)) {
    issue('"filter" and "label" need "attributes" (a table), not "labels"', ['labels']);
  }
}

/** A source: where images or features of people come from. */
export const sourceSchema = z.strictObject(sourceShape).superRefine(refineSource);

/** A source as a configuration names it. */
export type SourceSpec = z.infer<typeof sourceSchema>;

/** The names of the features of a tf.Example, all of them. */
export type ExampleKeys = z.infer<typeof keysSchema>;

/** Fills in the usual names. */
export const exampleKeys = (keys: SourceSpec['keys'] = {}): ExampleKeys => keysSchema.parse(keys);
