import type { Attribute, VerificationData } from '@fairface/audit';
import type { FaceSet } from './load-faces';

/** Every pair of images of one fold, for all folds together; scores are zero. */
export function foldPairs(images: FaceSet['images'], foldOf: Int32Array): VerificationData {
  const subjects = [...new Set(images.map(({ subject }) => subject))];
  const number = new Map(subjects.map((name, n) => [name, n]));
  const subjectOf = Int32Array.from(images, ({ subject }) => number.get(subject) ?? -1);
  let length = 0;
  const each = (visit: (left: number, right: number) => void): void => {
    for (let left = 0; left < images.length; left++) {
      for (let right = left + 1; right < images.length; right++) {
        if (foldOf[left] === foldOf[right]) visit(left, right);
      }
    }
  };
  each(() => length++);
  const pairs = {
    length,
    left: new Int32Array(length),
    right: new Int32Array(length),
    score: new Float64Array(length),
    genuine: new Uint8Array(length),
  };
  let at = 0;
  each((left, right) => {
    pairs.left[at] = left;
    pairs.right[at] = right;
    pairs.genuine[at++] = subjectOf[left] === subjectOf[right] ? 1 : 0;
  });
  const names = Object.keys(images[0]?.attributes ?? {});
  return {
    images: images.map(({ path }) => path),
    subjectOf,
    subjects,
    attributes: new Map(names.map((name) => [name, attribute(name, images)])),
    pairs,
    findings: { duplicatedPairs: 0, mirroredPairs: 0, rejects: {}, imagesInPairs: images.length, labelled: false },
  };
}

function attribute(name: string, images: FaceSet['images']): Attribute {
  const values = [...new Set(images.map(({ attributes }) => attributes[name] ?? ''))].sort();
  const codeOf = new Map(values.map((value, code) => [value, code]));
  return { name, values, codes: Int32Array.from(images, (image) => codeOf.get(image.attributes[name] ?? '') ?? 0) };
}
