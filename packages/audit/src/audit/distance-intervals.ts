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
import { resampleSums, slotScale, type SlotSums, sumsByPerson } from '../uncertainty/sums-by-person';
import type { AuditResult } from './audit-schema';
import type { Distributions } from './describe-distributions';
import { finite } from './finite';
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
  const kernel = coarse.map((node) =>
    Float64Array.from({ length: columns }, (_, c) => Math.exp(-0.5 * ((least + c * step - node) / sigma) ** 2)),
  );
  const shapes = sums.map((own) => {
    const total = clusters.slotPairs[own.slot] as number;
    const centre = own.totals.map((sum) => sum / total);
    const scale = slotScale(means, clusters, own.slot);
    const moves = resampleSums(own, clusters, { centre, total, scale, multiplicities, stride, resamples });
    return heights({ ...own, totals: centre }, moves, kernel, resamples);
  });
  const spacing = (coarse[1] as number) - (coarse[0] as number);
  return distances.map((one) => {
    const kind = one.of === 'genuine' ? 1 : 0;
    const places = [one.a, one.b].map((group) => 2 * names.indexOf(group) + kind);
    const people = Math.min(...places.map((place) => slotPeople(clusters, slots[place] as number)));
    const note = peopleNote(people, Infinity);
    const none = { klAB: NO_INTERVAL, klBA: NO_INTERVAL, js: NO_INTERVAL, wasserstein: NO_INTERVAL };
    if (people < 2) return { ...one, people, note, intervals: none };
    const [p, q] = places.map((place) => shapes[place]) as [Float64Array, Float64Array];
    const resampled = resampleDistances(p, q, coarse.length, spacing, resamples);
    const chance = chanceDistances(p, q, coarse.length, spacing, resamples);
    const bounds = DISTANCES.map((id) => {
      const value = one[id];
      const [start = 0, ...rest] = resampled[id];
      const scale: Inequality['scale'] = id === 'wasserstein' ? 'distance' : 'square';
      const { lower, upper } = replicateInterval(
        value,
        Float64Array.from(rest, (x) => Math.max(0, value + x - start)),
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
function chanceDistances(p: Float64Array, q: Float64Array, nodes: number, spacing: number, resamples: number) {
  const [kl, wasserstein] = [new Float64Array(resamples), new Float64Array(resamples)];
  for (let r = 0; r < resamples; r++) {
    const from = (r + 1) * nodes;
    let [squares, running, area] = [0, 0, 0];
    for (let node = 0; node < nodes; node++) {
      const [a, b] = [p[node] as number, q[node] as number];
      const apart = (p[from + node] as number) - a - ((q[from + node] as number) - b);
      if (a + b > 0) squares += (2 * apart * apart) / (a + b);
      running += apart;
      area += Math.abs(running);
    }
    kl[r] = squares / 2;
    wasserstein[r] = area * spacing;
  }
  return { klAB: kl, klBA: kl, js: kl.map((x) => x / 4), wasserstein };
}

/** Shares of the nodes: first those of the sample itself, then those of each resample. */
function heights(
  { columns, totals }: SlotSums,
  moves: Float64Array,
  kernel: readonly Float64Array[],
  resamples: number,
): Float64Array {
  const nodes = kernel.length;
  const shares = new Float64Array(nodes * (resamples + 1));
  for (let r = 0; r <= resamples; r++) {
    let sum = 0;
    for (let node = 0; node < nodes; node++) {
      const own = kernel[node] as Float64Array;
      let height = 0;
      for (let c = 0; c < columns; c++) {
        const move = r === 0 ? 0 : (moves[(r - 1) * columns + c] as number);
        height += (own[c] as number) * ((totals[c] as number) + move);
      }
      shares[r * nodes + node] = Math.max(0, height);
      sum += Math.max(0, height);
    }
    for (let node = 0; node < nodes; node++) shares[r * nodes + node] = (shares[r * nodes + node] as number) / sum;
  }
  return shares;
}

/** The four distances of the sample itself, then those of each resample. */
function resampleDistances(p: Float64Array, q: Float64Array, nodes: number, spacing: number, resamples: number) {
  const samples = Array.from({ length: resamples + 1 }, (_, r) => {
    return [p, q].map((all) => all.subarray(r * nodes, (r + 1) * nodes)) as [Float64Array, Float64Array];
  });
  return {
    klAB: samples.map(([a, b]) => kullbackLeibler(a, b)),
    klBA: samples.map(([a, b]) => kullbackLeibler(b, a)),
    js: samples.map(([a, b]) => jensenShannon(a, b)),
    wasserstein: samples.map(([a, b]) => wassersteinDistance(a, b, spacing)),
  };
}
