import { accuracyIntervals } from '../audit/accuracy-intervals';
import { calibrationIntervals } from '../audit/calibration-intervals';
import { distanceIntervals } from '../audit/distance-intervals';
import { examineScores } from '../audit/examine-scores';
import type { PreparedPeople } from '../audit/prepare-people';
import { jensenShannon } from '../fairness/jensen-shannon';
import { kullbackLeibler } from '../fairness/kullback-leibler';
import { wassersteinDistance } from '../fairness/wasserstein-distance';
import type { NoteInterval } from './coverage-checks';
import { type DrawnPairs, scoreCentres, type SimulatedPeople } from './draw-verification-pairs';
import { normalCdf } from './normal';
import type { IntervalKind } from './replicate-interval';

/** Points at which densities are summed, over the scores that occur. */
const POINTS = 4000;
const REACH = 8;
const BINS = 15;

/** EER, d', distances and calibration errors; `drawn` in rising order of the scores. */
export function checkScores(
  { data, groupOf, groups }: DrawnPairs,
  prepared: PreparedPeople,
  people: SimulatedPeople,
  { resamples, interval }: { resamples: number; interval: IntervalKind },
  note: NoteInterval,
): void {
  const names = Array.from({ length: groups }, (_, g) => String(g));
  const scores = examineScores(data, { attributes: ['group'], names, groupOf }, { threshold: 0 });
  const centres = scoreCentres(people);
  const { eer, dPrimeInterval } = accuracyIntervals(scores, data.subjects.length, prepared.overall);
  note('eer', eer.lower, eer.upper, trueEer(centres));
  note('d-prime', dPrimeInterval.lower, dPrimeInterval.upper, trueDPrime(centres));

  const { nodes, sigma } = scores.distributions;
  const shapes = centres.map((centre) => ({
    genuine: normalShape(nodes, centre.genuine, sigma),
    impostor: normalShape(nodes, centre.impostor, sigma),
  }));
  const spacing = (nodes[1] ?? 0) - (nodes[0] ?? 0);
  const settings = { resamples, interval };
  for (const { of, a, b, intervals } of distanceIntervals(
    data.pairs,
    { ...scores.distributions, names },
    prepared,
    settings,
  )) {
    const [p, q] = [a, b].map((name) => shapes[Number(name)]?.[of] ?? new Float64Array(0)) as [
      Float64Array,
      Float64Array,
    ];
    note(`kl ${of}`, intervals.klAB.lower, intervals.klAB.upper, kullbackLeibler(p, q));
    note(`js ${of}`, intervals.js.lower, intervals.js.upper, jensenShannon(p, q));
    note(
      `wasserstein ${of}`,
      intervals.wasserstein.lower,
      intervals.wasserstein.upper,
      wassersteinDistance(p, q, spacing),
    );
  }

  const share = data.pairs.genuine.reduce((sum, one) => sum + one, 0) / data.pairs.length;
  const truths = trueCalibration(centres, share);
  calibrationIntervals(data.pairs, scores, prepared, settings).forEach(({ intervals }, g) => {
    for (const id of ['ece', 'ks', 'brier'] as const)
      note(id, intervals[id].lower, intervals[id].upper, truths[g]?.[id] ?? NaN);
  });
}

type Centres = ReturnType<typeof scoreCentres>;

const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
const density = (x: number): number => Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);

function trueEer(centres: Centres): number {
  let [low, high] = [-REACH, REACH];
  const fnmr = (t: number): number => mean(centres.map(({ genuine }) => normalCdf(t - genuine)));
  const fmr = (t: number): number => mean(centres.map(({ impostor }) => normalCdf(impostor - t)));
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (fmr(middle) >= fnmr(middle)) low = middle;
    else high = middle;
  }
  return fnmr(low);
}

function trueDPrime(centres: Centres): number {
  const moments = (['genuine', 'impostor'] as const).map((kind) => {
    const all = centres.map((centre) => centre[kind]);
    return { mean: mean(all), variance: 1 + mean(all.map((one) => (one - mean(all)) ** 2)) };
  });
  const [genuine, impostor] = moments as [(typeof moments)[number], (typeof moments)[number]];
  return (genuine.mean - impostor.mean) / Math.sqrt((genuine.variance + impostor.variance) / 2);
}

/** The kernel histogram of a normal distribution with variance 1. */
function normalShape(nodes: readonly number[], centre: number, sigma: number): Float64Array {
  const height = Float64Array.from(nodes, (node) => Math.exp((-0.5 * (node - centre) ** 2) / (1 + sigma * sigma)));
  const total = height.reduce((sum, h) => sum + h, 0);
  return height.map((h) => h / total);
}

/** Errors of each group when probabilities are those of all groups together. */
function trueCalibration(centres: Centres, share: number): { ece: number; ks: number; brier: number }[] {
  const points = Array.from({ length: POINTS }, (_, n) => -REACH + (2 * REACH * (n + 0.5)) / POINTS);
  const width = (2 * REACH) / POINTS;
  const genuine = centres.map((centre) => points.map((x) => share * density(x - centre.genuine) * width));
  const impostor = centres.map((centre) => points.map((x) => (1 - share) * density(x - centre.impostor) * width));
  return centres.map((_, g) => {
    let [mass, running, ks, brier] = [0, 0, 0, 0];
    const bins = new Float64Array(BINS);
    points.forEach((_x, n) => {
      const [all, none] = [genuine, impostor].map((kind) => mean(kind.map((own) => own[n] ?? 0))) as [number, number];
      const probability = all / (all + none);
      const [yes, no] = [genuine[g]?.[n] ?? 0, impostor[g]?.[n] ?? 0];
      const gap = yes - probability * (yes + no);
      const bin = Math.min(BINS - 1, Math.floor(mass * BINS));
      bins[bin] = (bins[bin] as number) + gap;
      mass += yes + no;
      running += gap;
      ks = Math.max(ks, Math.abs(running));
      brier += yes * (1 - probability) ** 2 + no * probability ** 2;
    });
    return { ece: bins.reduce((sum, gap) => sum + Math.abs(gap), 0), ks, brier };
  });
}
