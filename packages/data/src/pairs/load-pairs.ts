import { InputError, readLines, type Reject } from '@fairface/io';
import type { ItemReference, Source } from '../source/source';

/** Pairs of images of the same person: what a similarity distribution takes its positives from. */
export interface PairSource {
  readonly kind: Source['kind'];
  /** The pair file, for messages. */
  readonly origin: string;
  /** Length of a vector; for `features` alone. */
  readonly dimension?: number;
  /** `[N]`: the names of both sides. */
  readonly names: readonly (readonly [string, string])[];
  /** What was left out while the pairs were read. */
  readonly rejects: readonly Reject[];
  /** Where both sides of pair `n` are. */
  item(n: number): readonly [ItemReference, ItemReference];
}

/**
 * Reads a pair file, `left<TAB>right[<TAB>label[<TAB>similarity]]` a line (empty lines and lines that start with `#` are
 * passed over), as `fairface mine` writes it. Both names are looked up in `source`, the source of the branch that the pairs belong to. Pairs with a
 * name that is not there, and malformed lines, are rejected.
 *
 * @throws InputError `no-pairs`, `negative-pairs` (every label is 0), or as `readLines`.
 */
export async function loadPairs(file: string, source: Source): Promise<PairSource> {
  const names: [string, string][] = [];
  const items: [ItemReference, ItemReference][] = [];
  const rejects: Reject[] = [];
  const labels = new Set<string>();
  let lines = 0;
  for await (const { number, text } of readLines(file)) {
    if (text.trim() === '' || text.startsWith('#')) continue;
    lines += 1;
    const [left = '', right = '', label = ''] = text.split('\t').map((part) => part.trim());
    const reject = (reason: string, detail: string) =>
      rejects.push({ item: `${left}\t${right}`, reason, detail: `${file}:${number}: ${detail}` });
    if (left === '' || right === '') {
      reject('malformed-pair', `expected two names separated by a tab; found ${text}`);
      continue;
    }
    const both = [source.locate(left), source.locate(right)];
    const missing = both[0] === undefined ? left : both[1] === undefined ? right : undefined;
    if (missing !== undefined) {
      reject('missing-image', `${source.origin} has no ${missing}`);
      continue;
    }
    labels.add(label);
    names.push([left, right]);
    items.push(both as [ItemReference, ItemReference]);
  }
  if (names.length === 0) throw noPairs(file, lines, rejects);
  if (labels.size === 1 && labels.has('0')) throw negativePairs(file);
  const { kind, dimension } = source;
  return { kind, dimension, origin: file, names, rejects, item: (n) => items[n] as (typeof items)[0] };
}

function noPairs(file: string, lines: number, rejects: readonly Reject[]): InputError {
  return new InputError({
    code: 'no-pairs',
    file,
    message: lines === 0 ? 'names no pair' : `none of its ${lines} pairs can be used; the first: ${rejects[0]?.detail}`,
    expected: 'left, tab, right, tab, label a line',
    hint: 'The names are those of the branch that the pairs belong to',
  });
}

function negativePairs(file: string): InputError {
  return new InputError({
    code: 'negative-pairs',
    file,
    message: 'holds pairs of different people (every label is 0)',
    expected: 'pairs of the same person: the positives of a similarity distribution',
    hint: 'Name the file of hard positives',
  });
}
