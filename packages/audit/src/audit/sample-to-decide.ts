import type { Rate } from '../uncertainty/rate';
import { requiredSample } from '../uncertainty/required-sample';

/** People and pairs in each of two groups; pairs like those of the audit, which share people as much as they do. */
export interface SampleToDecide {
  people: number;
  pairs: number;
}

/**
 * How much data each group would need so that a ratio of two groups' rates as large as the tolerance is told from equal rates in
 * four audits of five (`requiredSample`), the level divided among all pairs of groups. What a person adds is taken from the rate
 * of all pairs. Nothing where there are no errors to start from, or where the tolerance is not above 1.
 */
export function sampleToDecide(
  { rate, n, people, variance }: Rate,
  tolerance: number,
  groups: number,
): SampleToDecide | null {
  if (rate === null || rate === 0 || variance === 0 || tolerance <= 1 || rate * tolerance >= 1 || groups < 2)
    return null;
  const effective = (rate * (1 - rate)) / variance;
  const needed = requiredSample({
    rate,
    ratio: tolerance,
    comparisons: (groups * (groups - 1)) / 2,
    effectivePairsPerPerson: effective / people,
  });
  return { people: needed.people ?? 0, pairs: Math.ceil((needed.pairs * n) / effective) };
}

/** The same as a sentence. */
export function sampleSentence(needed: SampleToDecide, tolerance: number, kind: 'impostor' | 'genuine'): string {
  const [people, pairs] = [needed.people, needed.pairs].map((count) => Number(count.toPrecision(2)));
  return `To tell a ratio of ${tolerance} from equal rates in four audits of five, each group would need about ${people} people and ${pairs} ${kind} pairs like these.`;
}
