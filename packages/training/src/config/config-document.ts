import { readFile } from 'node:fs/promises';
import { InputError } from '@fairface/io';
import { type Alias, type Document, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';

/** Where a value stands in a configuration: keys and places in lists. */
export type ConfigPath = readonly PropertyKey[];

/** What most likely happened where YAML meets an alias: a name pattern without quotes. */
const QUOTES = 'In YAML * at the beginning of a value is a reference; write quotes around it, for instance "*/gamma"';

/** A configuration file as it was written. */
export interface ConfigDocument {
  file: string;
  /** What the file holds. */
  value: unknown;
  /** The line, counted from 1, of a value or, where it is missing, of what should hold it. */
  lineOf(path: ConfigPath): number | undefined;
  /** The line of a key itself. */
  lineOfKey(path: ConfigPath, key: string): number | undefined;
}

/**
 * Reads a YAML or JSON file (JSON is YAML), keeping the lines of its values.
 *
 * @throws InputError `missing-file`, `malformed-config`.
 */
export async function readConfigDocument(file: string): Promise<ConfigDocument> {
  return parseConfigDocument(await readText(file), file);
}

/**
 * Parses the text of a configuration file.
 *
 * @throws InputError `malformed-config`, naming the line.
 */
export function parseConfigDocument(text: string, file: string): ConfigDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    throw new InputError({
      code: 'malformed-config',
      file,
      line: lines.linePos(error.pos[0]).line,
      message: 'is not YAML or JSON',
      found: error.message,
      hint: error.code === 'BAD_ALIAS' ? QUOTES : undefined,
      cause: error,
    });
  }
  const lineAt = (node: unknown): number | undefined =>
    isNode(node) && node.range ? lines.linePos(node.range[0]).line : undefined;
  const alias = undefinedAlias(document);
  if (alias !== undefined) {
    throw new InputError({
      code: 'malformed-config',
      file,
      line: lineAt(alias),
      message: 'names something that is nowhere defined',
      found: `*${alias.source}`,
      hint: QUOTES,
    });
  }
  return {
    file,
    value: valueOf(document, file),
    lineOf: (path) => lineAt(nearestNode(document, path)),
    lineOfKey: (path, key) => {
      const map = nearestNode(document, path);
      if (!isMap(map)) return undefined;
      return lineAt(map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === key)?.key);
    },
  };
}

function undefinedAlias(document: Document): Alias | undefined {
  let found: Alias | undefined;
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return undefined;
      found = alias;
      return visit.BREAK;
    },
  });
  return found;
}

/** The values of a document; the parser refuses references that would make gigabytes of a few lines. */
function valueOf(document: Document, file: string): unknown {
  try {
    return document.toJS() as unknown;
  } catch (cause) {
    const { message } = cause as Error;
    throw new InputError({ code: 'malformed-config', file, message: 'cannot be read', found: message, cause });
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new InputError({
      code: 'missing-file',
      file,
      message: code === 'ENOENT' ? 'no such file' : 'cannot be read',
      expected: 'a configuration in YAML or JSON',
      found: code,
      cause,
    });
  }
}

/** The node at a path, or the deepest one on the way to it. */
function nearestNode(document: Document, path: ConfigPath): unknown {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node)) return node;
  }
  return document.contents;
}
