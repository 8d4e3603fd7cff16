import type { Attribute, VerificationData } from '../read/verification-data';
import { normalCdf, normalQuantile } from './normal';
import { randomNormal } from './random';

/** People and pairs to be drawn; one entry of `fmr` and `fnmr` a group. */
export interface SimulatedPeople {
  /** Persons in each group. @default 100 */
  people: number;
  /** Images a person. @default 3 */
  images: number;
  /** Impostor pairs listed for each person, drawn at random; all where there are fewer. @default 100 */
  impostorsPerPerson: number;
  /** True FMR of each group at the threshold 0. @default [0.01, 0.02] */
  fmr: readonly number[];
  /** True FNMR of each group. @default [0.05, 0.1] */
  fnmr: readonly number[];
  /** Share of the variance of a score that belongs to the persons: how much pairs depend on each other. @default 0.3 */
  dependence: number;
}

export interface DrawnPairs {
  /** With the attributes `group` and `light`, which is an image's and changes no score. */
  data: VerificationData;
  groupOf: Int32Array;
  groups: number;
}

/**
 * Pairs within groups whose scores are normal with variance 1: a part belongs to each person (an impostor pair adds the parts of
 * two), the rest to the pair. At the threshold 0 the rates are the given ones.
 */
export function drawVerificationPairs(people: SimulatedPeople, random: () => number): DrawnPairs {
  const { people: persons, images, impostorsPerPerson, dependence } = people;
  const rows: { left: number; right: number; score: number; genuine: number }[] = [];
  const own = Math.sqrt(1 - dependence);
  scoreCentres(people).forEach((centre, group) => {
    const first = group * persons;
    // A pair of two persons shares out the dependent part between them.
    const lure = Array.from({ length: persons }, () => Math.sqrt(dependence / 2) * randomNormal(random));
    const ease = Array.from({ length: persons }, () => Math.sqrt(dependence) * randomNormal(random));
    const impostor = (i: number, j: number): void => {
      const score = centre.impostor + (lure[i] as number) + (lure[j] as number) + own * randomNormal(random);
      const [left, right] = [(first + i) * images + (j % images), (first + j) * images + (i % images)];
      rows.push({ left, right, score, genuine: 0 });
    };
    for (let i = 0; i < persons; i++) {
      for (let a = 0; a < images; a++) {
        for (let b = 0; b < a; b++) {
          const score = centre.genuine + (ease[i] as number) + own * randomNormal(random);
          rows.push({ left: (first + i) * images + a, right: (first + i) * images + b, score, genuine: 1 });
        }
      }
      if (persons - 1 <= impostorsPerPerson) for (let j = 0; j < i; j++) impostor(i, j);
      else {
        for (let n = 0; n < impostorsPerPerson; n++)
          impostor(i, (i + 1 + Math.floor(random() * (persons - 1))) % persons);
      }
    }
  });
  const groups = people.fmr.length;
  const subjects = groups * persons;
  const imageNumbers = Array.from({ length: subjects * images }, (_, image) => image);
  const groupOf = Int32Array.from(imageNumbers, (image) => Math.floor(image / images / persons));
  const light = Int32Array.from(imageNumbers, (image) => (image % images) % 2);
  const attributes: Attribute[] = [
    { name: 'group', values: people.fmr.map((_, group) => String(group)), codes: groupOf },
    { name: 'light', values: ['0', '1'], codes: light },
  ];
  return {
    data: {
      images: imageNumbers.map(String),
      subjectOf: Int32Array.from(imageNumbers, (image) => Math.floor(image / images)),
      subjects: Array.from({ length: subjects }, (_, person) => String(person)),
      attributes: new Map(attributes.map((attribute) => [attribute.name, attribute])),
      pairs: {
        length: rows.length,
        left: Int32Array.from(rows, ({ left }) => left),
        right: Int32Array.from(rows, ({ right }) => right),
        score: Float64Array.from(rows, ({ score }) => score),
        genuine: Uint8Array.from(rows, ({ genuine }) => genuine),
      },
      findings: {
        duplicatedPairs: 0,
        mirroredPairs: 0,
        rejects: {},
        imagesInPairs: imageNumbers.length,
        labelled: false,
      },
    },
    groupOf,
    groups,
  };
}

/** The mean scores of each group's pairs, with the threshold at 0. */
export function scoreCentres({ fmr, fnmr }: SimulatedPeople): { impostor: number; genuine: number }[] {
  return fmr.map((rate, group) => ({
    impostor: normalQuantile(rate),
    genuine: -normalQuantile(fnmr[group] ?? 0.05),
  }));
}

/** The true AUC of such pairs: groups have the same number of pairs, and the difference of two scores has variance 2. */
export function trueAuc({ fmr, fnmr }: SimulatedPeople): number {
  const values = fnmr.flatMap((refused) =>
    fmr.map((accepted) => normalCdf((-normalQuantile(refused) - normalQuantile(accepted)) / Math.SQRT2)),
  );
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
