import { auditChallenge } from '../audit/audit-challenge';
import type { PreparedPeople } from '../audit/prepare-people';
import { compareSystems } from '../compare/compare-systems';
import type { GroupErrors } from '../fairness/group-error-rates';
import type { ScoredPairs } from '../read/verification-data';
import { aucBackground } from './auc-background';
import { clusterMeans } from './cluster-means';
import { type DrawnPairs, scoreCentres, type SimulatedPeople, trueAuc } from './draw-verification-pairs';
import { randomNormal } from './random';
import { ratioInterval } from './ratio-interval';
import { wilsonInterval } from './wilson-interval';

/** Takes an interval of a method and the value that it should hold. */
export type NoteInterval = (method: string, lower: number | null, upper: number | null, truth: number) => void;

/** Correlation of the scores of the second system with those of the first, pair by pair. */
const CORRELATION = 0.8;
/** How many times as often the second system refuses genuine pairs. */
const WORSE = 1.5;

/** Rates of the groups, and the ratio of the first two. */
export function checkRates(groups: readonly GroupErrors[], people: SimulatedPeople, note: NoteInterval): void {
  for (const error of ['fmr', 'fnmr'] as const) {
    groups.forEach((group, g) => {
      const { k, n, lower, upper } = group[error];
      const truth = people[error][g] ?? NaN;
      note(`rate ${error}`, lower, upper, truth);
      const plain = wilsonInterval({ k, n, people: 0 });
      note(`plain ${error}`, plain.lower, plain.upper, truth);
    });
    const [a, b] = [groups[1], groups[0]].map((group) => group && { ...group[error], rate: group[error].rate ?? 0 });
    if (a === undefined || b === undefined) continue;
    const { lower, upper } = ratioInterval(a, b);
    note(`ratio ${error}`, lower, upper, (people[error][1] ?? NaN) / (people[error][0] ?? NaN));
  }
}

/** AUCs of the challenge's cells, and its bias numbers; `drawn` in rising order of the scores. */
export function checkChallenge(
  { data }: DrawnPairs,
  prepared: PreparedPeople,
  placed: Float64Array,
  people: SimulatedPeople,
  resamples: number,
  note: NoteInterval,
): void {
  const { multiplicities } = prepared;
  const background = aucBackground(
    placed,
    clusterMeans(placed, prepared.overall),
    prepared.overall,
    data.subjects.length,
  );
  const found = auditChallenge(
    data,
    { people: prepared.people, placed, background },
    {
      protected: ['group'],
      legitimate: ['light'],
      multiplicities,
      resamples,
      interval: 'normal',
    },
  );
  // The legitimate attribute changes nothing, so that the AUC of a cell is that of its group.
  for (const side of ['positive', 'negative'] as const) {
    const truth = people.fmr.map((fmr, g) =>
      trueAuc(side === 'positive' ? { ...people, fnmr: [people.fnmr[g] ?? NaN] } : { ...people, fmr: [fmr] }),
    );
    for (const { protected: group, lower, upper } of found[side].cells)
      note(`cell auc ${side}`, lower, upper, truth[Number(group.split('=')[1])] ?? NaN);
    const { lower, upper } = found[side];
    note(`bias ${side}`, lower, upper, Math.max(...truth) - Math.min(...truth));
  }
}

/** Differences from a second system on the same pairs, which refuses more genuine pairs. */
export function checkComparison(
  { data }: DrawnPairs,
  people: SimulatedPeople,
  random: () => number,
  note: NoteInterval,
): void {
  const { pairs, subjectOf } = data;
  const worse: SimulatedPeople = { ...people, fnmr: people.fnmr.map((fnmr) => WORSE * fnmr) };
  const groupOf = data.attributes.get('group')?.codes ?? subjectOf;
  const [centres, otherCentres] = [scoreCentres(people), scoreCentres(worse)];
  const rest = Math.sqrt(1 - CORRELATION * CORRELATION);
  const score = pairs.score.map((value, n) => {
    const group = groupOf[pairs.left[n] as number] as number;
    const kind = pairs.genuine[n] === 1 ? 'genuine' : 'impostor';
    const moved = CORRELATION * (value - (centres[group]?.[kind] ?? 0)) + rest * randomNormal(random);
    return moved + (otherCentres[group]?.[kind] ?? 0);
  });
  const other: ScoredPairs = { ...pairs, score };
  const targetFmr = people.fmr.reduce((sum, fmr) => sum + fmr, 0) / people.fmr.length;
  const { differences } = compareSystems(data, other, { protected: ['group'], targetFmr });
  for (const { measure, group, lower, upper } of differences) {
    if (measure === 'auc') note('difference auc', lower, upper, trueAuc(people) - trueAuc(worse));
    if (measure !== 'fnmr' || group === 'all') continue;
    const place = Number(group.split('=')[1]);
    note('difference fnmr', lower, upper, (people.fnmr[place] ?? NaN) - (worse.fnmr[place] ?? NaN));
  }
}
