import { InputError } from '@fairface/io';
import { compileExpression } from 'filtrex';
import { nearestName } from './nearest-name';

/** Decides about a row of a table: whether to take it, or why that cannot be said. */
export type RowFilter = (row: Readonly<Record<string, string>>) => boolean | Error;

export interface FilterContext {
  /** The table, for messages. */
  file: string;
  /** Its columns. */
  columns: readonly string[];
}

/** Words of the language, and functions, which stand before a parenthesis. */
const WORDS = new Set(['and', 'or', 'not', 'in', 'of', 'mod', 'if', 'then', 'else']);
const FUNCTIONS = 'abs ceil empty exists floor log log2 log10 max min round sqrt'.split(' ');
const TOKENS = /"(?:[^"\\]|\\.)*"|'((?:[^'\\]|\\.)*)'|[A-Za-z_][\w.]*|\d+(?:\.\d+)?/g;

/** A number in quotes, but for a pattern behind `~=`. */
const QUOTED_NUMBER = /(?<!~=\s*)"(-?(?:0|[1-9]\d*)(?:\.\d+)?)"/g;

/**
 * Compiles an expression over the columns of a table, for instance `gender == "male" and age >= 30` or
 * `race in ("black", "asian") and not (glasses == 1)` (the language of filtrex; text in double quotes). A cell that reads
 * as a number is one (`007` and `12e4` are text), with or without quotes in the expression.
 *
 * @throws InputError `bad-filter` or `unknown-column` with the place in the expression.
 */
export function compileFilter(expression: string, context: FilterContext): RowFilter {
  const text = expression.replace(/\s/g, ' ');
  const compiled = compile(text, context.file);
  checkNames(text, context);
  return (row) => {
    const cells = Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, valueOf(cell)]));
    const result = compiled(cells);
    return result instanceof Error ? result : Boolean(result);
  };
}

function compile(text: string, file: string): (row: Record<string, string | number>) => unknown {
  try {
    return compileExpression(text.replaceAll(QUOTED_NUMBER, ' $1 '));
  } catch (error) {
    const [, line = '', dashes = ''] = /\n(.*)\n(-*)\^/.exec((error as Error).message) ?? [];
    const at = place(text, line, dashes.length);
    const single = /[^=!<>~]=[^=]/.test(` ${text} `.slice(at, at + 3));
    const hint = single ? 'Write == to compare' : `For instance: gender == "male" and age >= 30`;
    throw badFilter('bad-filter', file, text, at, 'cannot be understood', hint);
  }
}

/** The parser shows 20 characters before the fault and 20 behind it: where that is in the whole expression. */
function place(text: string, shown: string, caret: number): number {
  const cutOff = shown.startsWith('...') ? 3 : 0;
  const start = text.indexOf(shown.slice(cutOff).replace(/\.\.\.$/, ''));
  return Math.min(text.length, Math.max(0, start) + caret - cutOff);
}

function checkNames(text: string, { file, columns }: FilterContext): void {
  for (const token of text.matchAll(TOKENS)) {
    const [whole, quoted] = token;
    if (/^["\d]/.test(whole)) continue;
    const name = quoted ?? whole;
    const isFunction = quoted === undefined && /^\s*\(/.test(text.slice(token.index + whole.length));
    if (quoted === undefined && WORDS.has(name)) continue;
    const known = isFunction ? FUNCTIONS : columns;
    if (known.includes(name)) continue;
    const nearest = nearestName(name, known);
    const kind = isFunction ? 'function' : 'column';
    const names = isFunction ? `The functions are ${FUNCTIONS.join(', ')}` : `The columns are ${columns.join(', ')}`;
    const hint =
      nearest === undefined ? `${names}; text is put in double quotes: "${name}"` : `Did you mean ${nearest}?`;
    throw badFilter(`unknown-${kind}`, file, text, token.index, `names an unknown ${kind} "${name}"`, hint);
  }
}

function badFilter(code: string, file: string, text: string, at: number, what: string, hint: string): InputError {
  const end = at >= text.trimEnd().length;
  return new InputError({
    code,
    file,
    message: `the filter \`${text}\` ${what}, ${end ? 'at its end' : `at character ${at + 1}: \`${text.slice(at, at + 20)}\``}`,
    hint,
  });
}

/** The columns that an expression names, in its order. */
export function filterColumns(expression: string, columns: readonly string[]): string[] {
  const names = [...expression.matchAll(TOKENS)].map(([whole, quoted]) => quoted ?? whole);
  return [...new Set(names)].filter((name) => columns.includes(name));
}

/** What is read as a number: `007`, `0x1F` and `12e4` are ids. Programs write a sign behind the e of a number. */
const NUMBER = /^\s*[+-]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:e[+-]\d+)?\s*$/i;

function valueOf(cell: string): string | number {
  const number = Number(cell);
  return NUMBER.test(cell) && Number.isFinite(number) ? number : cell;
}
