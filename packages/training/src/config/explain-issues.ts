import { closest, distance } from 'fastest-levenshtein';
import { z } from 'zod';
import type { ConfigDocument, ConfigPath } from './config-document';
import type { ConfigProblem } from './config-error';

/** Turns what zod found into problems that say what was expected, what was found and, for a wrong key, the nearest right one. */
export function explainIssues(
  schema: z.ZodType,
  issues: readonly z.core.$ZodIssue[],
  document: ConfigDocument,
): ConfigProblem[] {
  return issues.flatMap((issue) => explainIssue(schema, issue, document));
}

function explainIssue(schema: z.ZodType, issue: z.core.$ZodIssue, document: ConfigDocument): ConfigProblem[] {
  const { path } = issue;
  const found = describe(valueAt(document.value, path));
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(schema, path, key, document));
    case 'invalid_type':
      return found === undefined
        ? [{ path, message: 'is missing', expected: nameType(issue.expected) }]
        : [{ path, message: 'has the wrong type', expected: nameType(issue.expected), found }];
    case 'invalid_value':
      return [wrongChoice(path, issue.values, valueAt(document.value, path))];
    case 'too_small':
    case 'too_big':
      return [{ path, message: 'is out of range', expected: range(issue), found }];
    case 'invalid_union': {
      const { discriminator, options = [] } = issue as { discriminator?: string; options?: readonly unknown[] };
      if (discriminator === undefined) return [unionProblem(schema, issue, document)];
      const choices = options.filter((option) => option !== undefined);
      return [wrongChoice(path, choices, valueAt(document.value, path))];
    }
    default:
      return [{ path, message: issue.message, ...(found === undefined ? {} : { found }) }];
  }
}

function unknownKey(schema: z.ZodType, path: ConfigPath, key: string, document: ConfigDocument): ConfigProblem {
  const known = keysAt(schema, path, document.value);
  const line = document.lineOfKey(path, key);
  return {
    path: [...path, key],
    message: 'unknown key',
    expected: known.length > 0 ? `one of ${known.join(', ')}` : 'no keys here',
    ...nearest(key, known),
    ...(line === undefined ? {} : { line }),
  };
}

function wrongChoice(path: ConfigPath, values: readonly unknown[], value: unknown): ConfigProblem {
  const choices = values.map(String);
  const found = describe(value);
  return {
    path,
    message: found === undefined ? 'is missing' : 'unknown value',
    expected: choices.length === 1 ? String(choices[0]) : `one of ${choices.join(', ')}`,
    ...(found === undefined ? {} : { found }),
    ...(typeof value === 'string' ? nearest(value, choices) : {}),
  };
}

/** Of the forms that a value may have, the one that it comes nearest to: the fewest problems, the deepest first. */
function unionProblem(
  schema: z.ZodType,
  issue: Extract<z.core.$ZodIssue, { code: 'invalid_union' }>,
  document: ConfigDocument,
): ConfigProblem {
  const { path } = issue;
  const value = valueAt(document.value, path);
  const forms = issue.errors
    .map((errors) => errors.map((error) => ({ ...error, path: [...path, ...error.path] })))
    .sort((a, b) => depth(b) - depth(a));
  const [best = []] = forms;
  if (depth(best) > path.length || best[0]?.code === 'unrecognized_keys') {
    const [problem] = explainIssues(schema, best, document);
    if (problem !== undefined) return problem;
  }
  const expected = forms.flatMap((errors) =>
    errors.flatMap((error) =>
      explainIssue(schema, error, document).map((problem) => problem.expected ?? problem.message),
    ),
  );
  const found = describe(value);
  return {
    path,
    message: found === undefined ? 'is missing' : 'fits none of the forms',
    expected: [...new Set(expected)].join(', or '),
    ...(found === undefined ? {} : { found }),
  };
}

const depth = (issues: readonly { path: ConfigPath }[]): number =>
  issues.length === 0 ? 0 : Math.max(...issues.map(({ path }) => path.length));

/** A suggestion, where a right name is not too far from the wrong one. */
export function nearest(name: string, known: readonly string[]): { hint?: string } {
  if (known.length === 0) return {};
  const best = closest(name, [...known]);
  const far = distance(name.toLowerCase(), best.toLowerCase()) > Math.max(2, Math.ceil(name.length / 2));
  return far ? {} : { hint: `Did you mean "${best}"?` };
}

/** The keys that the object at a path may have. */
function keysAt(schema: z.ZodType, path: ConfigPath, value: unknown): string[] {
  const [part, ...rest] = path;
  const keys = forms(schema, value).flatMap((form): string[] => {
    if (part === undefined) return form instanceof z.ZodObject ? Object.keys(form.shape) : [];
    const inner = child(form, part);
    return inner === undefined ? [] : keysAt(inner, rest, valueAt(value, [part]));
  });
  return [...new Set(keys)];
}

/** What a schema holds at a key or at a place of a list. */
function child(schema: z.ZodType, part: PropertyKey): z.ZodType | undefined {
  if (schema instanceof z.ZodObject) return (schema.shape as Record<PropertyKey, z.ZodType | undefined>)[part];
  return schema instanceof z.ZodArray ? (schema.element as z.ZodType) : undefined;
}

/** A schema without what wraps it; of a union every form that the value may have by its discriminator. */
function forms(schema: z.ZodType, value: unknown): z.ZodType[] {
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const { discriminator } = schema.def;
    const fits = (option: z.ZodType): boolean =>
      child(option, discriminator)?.safeParse(valueAt(value, [discriminator])).success === true;
    return (schema.options as z.ZodType[]).filter(fits);
  }
  if (schema instanceof z.ZodUnion) return (schema.options as z.ZodType[]).flatMap((option) => forms(option, value));
  if (schema instanceof z.ZodPipe) return forms(schema.in as z.ZodType, value);
  const wrapped =
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable;
  return wrapped ? forms(schema.unwrap() as z.ZodType, value) : [schema];
}

function valueAt(value: unknown, path: ConfigPath): unknown {
  return path.reduce<unknown>(
    (inner, part) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[part] : undefined,
    value,
  );
}

function describe(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return `an object with ${Object.keys(value).join(', ') || 'no keys'}`;
  return typeof value === 'string' ? `"${value}"` : String(value);
}

const TYPES: Record<string, string> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'an object',
  string: 'a text',
};

const nameType = (type: string): string => TYPES[type] ?? type;

function range(issue: Extract<z.core.$ZodIssue, { code: 'too_small' | 'too_big' }>): string {
  const small = issue.code === 'too_small';
  const limit = small ? issue.minimum : issue.maximum;
  if (issue.origin === 'array') return `${small ? 'at least' : 'at most'} ${limit} in the list`;
  if (issue.origin === 'string') return `${small ? 'at least' : 'at most'} ${limit} characters`;
  const words = small ? (issue.inclusive ? 'at least' : 'more than') : issue.inclusive ? 'at most' : 'less than';
  return `${words} ${limit}`;
}
