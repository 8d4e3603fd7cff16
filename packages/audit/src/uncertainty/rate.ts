import { type PairClusters, slotPeople } from './cluster-pairs';
import { Z95 } from './normal';
import type { RateSweep } from './sweep-rates';
import { wilsonInterval } from './wilson-interval';

/**
 * Why a rate is to be read with care. `no-pairs`: there is nothing to count. `too-few-pairs`: fewer pairs than it takes to see the rate
 * in question once. `few-people`: fewer than 100 persons, where intervals may cover less than they say.
 */
export type RateNote = 'no-pairs' | 'too-few-pairs' | 'few-people';

/** An error rate with the counts behind it and its interval. */
export interface Rate {
  /** Errors. */
  k: number;
  /** Pairs. */
  n: number;
  /** Persons in those pairs. */
  people: number;
  /** k / n; `null` without pairs. */
  rate: number | null;
  lower: number;
  upper: number;
  /** Variance of the rate with pairs that share persons. */
  variance: number;
  note: RateNote | null;
}

/** Persons in a group below which its rates carry the note `few-people`. */
export const FEW_PEOPLE = 100;

/**
 * The rate of a slot at a threshold of a sweep, with its dyadic Wilson interval.
 *
 * @param question the rate that the pairs should be able to show, for the note `too-few-pairs`.
 */
export function rateAt(
  sweep: RateSweep,
  clusters: Pick<PairClusters, 'slotPairs' | 'rowStart'>,
  threshold: number,
  slot: number,
  question: number,
  z = Z95,
): Rate {
  const at = threshold * sweep.slots + slot;
  const k = sweep.errors[at] as number;
  const n = clusters.slotPairs[slot] as number;
  const variance = sweep.variance[at] as number;
  const people = slotPeople(clusters, slot);
  const note =
    n === 0
      ? 'no-pairs'
      : Math.floor(n * question + 1e-9) < 1
        ? 'too-few-pairs'
        : people < FEW_PEOPLE
          ? 'few-people'
          : null;
  return {
    k,
    n,
    people,
    rate: n === 0 ? null : k / n,
    ...wilsonInterval({ k, n, variance, people, z }),
    variance,
    note,
  };
}
