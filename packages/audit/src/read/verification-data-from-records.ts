import { codeValues } from './code-values';
import { countRepeats } from './count-repeats';
import { PairColumns } from './pair-columns';
import type { VerificationData } from './verification-data';

/** An image: its name, its person, and its attributes. */
export interface ImageRecord {
  id: string;
  subject: string;
  attributes?: Readonly<Record<string, string | number>>;
}

/** A scored pair of images. */
export interface PairRecord {
  id1: string;
  id2: string;
  score: number;
}

/**
 * The same columns as from files, from records in memory. Every image has the attributes of the first one.
 *
 * @throws RangeError where a pair names an unknown image or its score is not finite.
 */
export function verificationDataFromRecords(
  images: readonly ImageRecord[],
  pairs: Iterable<PairRecord>,
): VerificationData {
  const numberOf = new Map(images.map(({ id }, number) => [id, number]));
  const subjects = [...new Set(images.map(({ subject }) => subject))];
  const subjectNumber = new Map(subjects.map((name, number) => [name, number]));
  const subjectOf = Int32Array.from(images, ({ subject }) => subjectNumber.get(subject) ?? -1);
  const columns = new PairColumns();
  const used = new Set<number>();
  for (const { id1, id2, score } of pairs) {
    const left = numberOf.get(id1);
    const right = numberOf.get(id2);
    if (left === undefined || right === undefined) throw new RangeError(`pair ${id1},${id2}: no such image`);
    if (!Number.isFinite(score)) throw new RangeError(`pair ${id1},${id2}: the score is ${score}, not a finite number`);
    columns.add(left, right, score, subjectOf[left] === subjectOf[right] ? 1 : 0);
    used.add(left).add(right);
  }
  const names = Object.keys(images[0]?.attributes ?? {});
  const scored = columns.finish();
  const repeats = countRepeats(scored, images.length);
  return {
    images: images.map(({ id }) => id),
    subjectOf,
    subjects,
    attributes: new Map(
      names.map((name) => [
        name,
        codeValues(
          name,
          images.map(({ attributes }) => String(attributes?.[name] ?? '')),
          images.map((_, image) => image),
        ),
      ]),
    ),
    pairs: scored,
    findings: {
      duplicatedPairs: repeats.duplicated,
      mirroredPairs: repeats.mirrored,
      rejects: {},
      imagesInPairs: used.size,
      labelled: false,
    },
  };
}
