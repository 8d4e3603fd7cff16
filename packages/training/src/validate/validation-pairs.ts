import type { Source } from '@fairface/data';
import { InputError, readLines, type Reject } from '@fairface/io';
import { imageStem } from '../image-stem';
import type { ImagePairs } from './choose-pairs';

/**
 * Reads a pair list, `left<TAB>right[<TAB>label]` a line, whose names are those of a source (or without `_cropped` and
 * extension). The people of the source say which pairs are genuine; lines whose label (1 or 0) says otherwise, that name an
 * image which is not there, or one image twice, are rejected.
 *
 * @throws InputError `no-pairs`, or as `readLines`.
 */
export async function readValidationPairs(
  file: string,
  { names, labels, origin }: Pick<Source, 'names' | 'labels' | 'origin'>,
): Promise<ImagePairs & { rejects: Reject[] }> {
  const places = new Map<string, number>();
  names.forEach((name, item) => places.set(imageStem(name), item));
  names.forEach((name, item) => places.set(name, item));
  const find = (name: string): number | undefined => places.get(name) ?? places.get(imageStem(name));
  const left: number[] = [];
  const right: number[] = [];
  const rejects: Reject[] = [];
  for await (const { number, text } of readLines(file)) {
    if (text.trim() === '' || text.startsWith('#')) continue;
    const [first = '', second = '', label = ''] = text.split('\t').map((part) => part.trim());
    const [a, b] = [find(first), find(second)];
    const reject = (reason: string, detail: string): void => {
      rejects.push({ item: `${first}\t${second}`, reason, detail: `${file}:${number}: ${detail}` });
    };
    if (second === '') reject('malformed-pair', `expected two names separated by a tab; found ${text}`);
    else if (a === undefined || b === undefined) {
      reject('missing-image', `${origin} has no ${a === undefined ? first : second}`);
    } else if (a === b) reject('same-image', 'both names are one image');
    else if (label !== '' && label !== (labels[a] === labels[b] ? '1' : '0')) {
      reject('contradicting-label', `expected ${labels[a] === labels[b] ? 1 : 0} by ${origin}; found ${label}`);
    } else {
      left.push(a);
      right.push(b);
    }
  }
  if (left.length > 0) return { left: Int32Array.from(left), right: Int32Array.from(right), rejects };
  throw new InputError({
    code: 'no-pairs',
    file,
    message: rejects.length === 0 ? 'names no pair' : 'none of its pairs can be used',
    expected: 'left, tab, right, tab, label a line',
    found: rejects[0]?.detail ?? 'nothing',
  });
}
