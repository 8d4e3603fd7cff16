import { jensenShannon } from '../fairness/jensen-shannon';
import { kullbackLeibler } from '../fairness/kullback-leibler';
import { pairCell } from '../fairness/pair-cells';
import { wassersteinDistance } from '../fairness/wasserstein-distance';
import { inBlocks } from '../kernels/in-blocks';
import type { ScoredPairs } from '../read/verification-data';
import { clusterMeans } from '../uncertainty/cluster-means';
import { slotPeople } from '../uncertainty/cluster-pairs';
import { peopleNote } from '../uncertainty/people-note';
import { type Inequality, type IntervalKind, replicateInterval } from '../uncertainty/replicate-interval';
import { resampleSums, slotScale, sumsByPerson } from '../uncertainty/sums-by-person';
import type { AuditResult } from './audit-schema';
import type { Distributions } from './describe-distributions';
import { finite } from './finite';
import { nodeShares } from './node-shares';
import type { PreparedPeople } from './prepare-people';

type Distance = AuditResult['distributions']['distances'][number];

export interface IntervalOptions {
  /** Resamples that were drawn. */
  resamples: number;
  interval: IntervalKind;
}

/** How many of the resamples are looked at: distributions are resampled as a whole, and that takes time. */
export const MOST_RESAMPLES = 300;

/** Every how many nodes the resampled distributions are compared: they are smooth over that length. */
const NODE_STEP = 4;
const DISTANCES = ['klAB', 'klBA', 'js', 'wasserstein'] as const;
const MOST = { klAB: Infinity, klBA: Infinity, js: Math.LN2, wasserstein: Infinity };
type Distances = Record<(typeof DISTANCES)[number], Float64Array>;
const NO_INTERVAL = { lower: null, upper: null };

/**
 * Intervals of the distances between groups' distributions from resamples of the people. The scores are shared out between points
 * half a kernel's width apart; the means of these shares move in each resample to first order, with the factor that gives the
 * mean score its dyadic variance, and the distances are made anew from the moved distributions: near 0, where they are smallest,
 * they are not linear in them.
 *
 * @param pairs in rising order of their scores, and people in the same.
 */
export function distanceIntervals(
  pairs: ScoredPairs,
  { nodes, sigma, distances, names }: Distributions & { names: readonly string[] },
  { clusters, multiplicities }: PreparedPeople,
  { resamples: stride, interval }: IntervalOptions,
): Distance[] {
  const resamples = Math.min(stride, MOST_RESAMPLES);
  if (distances.length === 0 || !(sigma > 0)) return [];
  const { length, score } = pairs;
  const step = sigma / 2;
  const least = score[0] as number;
  const columns = Math.floor(((score[length - 1] as number) - least) / step) + 2;
  const slots = names.flatMap((_, g) => [2 * pairCell(g, g), 2 * pairCell(g, g) + 1]);
  const sums = sumsByPerson(clusters, slots, columns, (kernels, into) =>
    inBlocks(kernels, length, (from, to) => {
      const [scores, entries] = [score.subarray(from, to), clusters.entryOf.subarray(from, to)];
      kernels.run.addShares(kernels.place(scores), kernels.place(entries), to - from, least, step, ...into);
    }),
  );
  const means = clusterMeans(score, clusters);
  const coarse = nodes.filter((_, n) => n % NODE_STEP === 0);
  const kernel = new Float64Array(coarse.length * columns);
  for (let n = 0; n < kernel.length; n++) {
    const point = least + (n % columns) * step;
    kernel[n] = Math.exp(-0.5 * ((point - (coarse[Math.floor(n / columns)] as number)) / sigma) ** 2);
  }
  const shapes = sums.map((own) => {
    const total = clusters.slotPairs[own.slot] as number;
    const centre = own.totals.map((sum) => sum / total);
    const scale = slotScale(means, clusters, own.slot);
    const moves = resampleSums(own, clusters, { centre, total, scale, multiplicities, stride, resamples });
    const moved = new Float64Array((1 + resamples) * columns);
    moved.set(centre);
    for (let n = 0; n < moves.length; n++) moved[columns + n] = (centre[n % columns] as number) + (moves[n] as number);
    return nodeShares(moved, kernel, columns);
  });
  const spacing = (coarse[1] as number) - (coarse[0] as number);
  return distances.map((one) => {
    const kind = one.of === 'genuine' ? 1 : 0;
    const places = [one.a, one.b].map((group) => 2 * names.indexOf(group) + kind);
    const people = Math.min(...places.map((place) => slotPeople(clusters, slots[place] as number)));
    const note = peopleNote(people, Infinity);
    const none = { klAB: NO_INTERVAL, klBA: NO_INTERVAL, js: NO_INTERVAL, wasserstein: NO_INTERVAL };
    if (people < 2) return { ...one, people, note, intervals: none };
    const [p, q] = places.map((place) => shapes[place]) as [Float64Array[], Float64Array[]];
    const resampled = resampleDistances(p, q, spacing);
    const chance = chanceDistances(p, q, spacing);
    const bounds = DISTANCES.map((id) => {
      const value = one[id];
      const start = resampled[id][0] as number;
      const scale: Inequality['scale'] = id === 'wasserstein' ? 'distance' : 'square';
      const { lower, upper } = replicateInterval(
        value,
        resampled[id].subarray(1).map((x) => Math.max(0, value + x - start)),
        { kind: interval, range: [0, MOST[id]], inequality: { ideal: 0, scale, chance: chance[id] } },
      );
      return [id, { lower: finite(lower), upper: finite(upper) }];
    });
    return { ...one, people, note, intervals: Object.fromEntries(bounds) as typeof none };
  });
}

/**
 * The distances that the moves of each resample make of two groups whose distributions are the mean of both. So close together KL is
 * half of sum (p - q)^2 / mean and JS a quarter of that.
 */
function chanceDistances(p: readonly Float64Array[], q: readonly Float64Array[], spacing: number): Distances {
  const [pFound, qFound] = [p[0] as Float64Array, q[0] as Float64Array];
  const [kl, wasserstein] = [new Float64Array(p.length - 1), new Float64Array(p.length - 1)];
  for (let r = 0; r < kl.length; r++) {
    const pMoved = p[r + 1] as Float64Array;
    const qMoved = q[r + 1] as Float64Array;
    let squares = 0;
    let running = 0;
    let area = 0;
    for (let node = 0; node < pFound.length; node++) {
      const a = pFound[node] as number;
      const b = qFound[node] as number;
      const apart = (pMoved[node] as number) - a - ((qMoved[node] as number) - b);
      if (a + b > 0) squares += (2 * apart * apart) / (a + b);
      running += apart;
      area += Math.abs(running);
    }
    kl[r] = squares / 2;
    wasserstein[r] = area * spacing;
  }
  return { klAB: kl, klBA: kl, js: kl.map((x) => x / 4), wasserstein };
}

/** The four distances of the sample itself, then those of each resample. */
function resampleDistances(p: readonly Float64Array[], q: readonly Float64Array[], spacing: number): Distances {
  const column = (): Float64Array => new Float64Array(p.length);
  const found = { klAB: column(), klBA: column(), js: column(), wasserstein: column() };
  for (let r = 0; r < p.length; r++) {
    const [a, b] = [p[r] as Float64Array, q[r] as Float64Array];
    found.klAB[r] = kullbackLeibler(a, b);
    found.klBA[r] = kullbackLeibler(b, a);
    found.js[r] = jensenShannon(a, b);
    found.wasserstein[r] = wassersteinDistance(a, b, spacing);
  }
  return found;
}
