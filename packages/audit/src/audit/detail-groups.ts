import type { Grouping } from '../fairness/group-images';
import type { VerificationData } from '../read/verification-data';
import { aucBackground } from '../uncertainty/auc-background';
import { clusterMeans } from '../uncertainty/cluster-means';
import { auditChallenge, type AuditChallengeOptions } from './audit-challenge';
import type { AuditResult } from './audit-schema';
import { calibrationIntervals } from './calibration-intervals';
import { distanceIntervals } from './distance-intervals';
import type { ExaminedScores } from './examine-scores';
import { type PreparedPeople, reorderPeople } from './prepare-people';

/** What `detailGroups` needs: columns, numbers and names only, so that it can go to a worker thread. */
export interface DetailInput {
  data: Omit<VerificationData, 'pairs'>;
  grouping: Grouping;
  scores: Pick<
    ExaminedScores,
    'pairs' | 'order' | 'groups' | 'placed' | 'distributions' | 'calibration' | 'calibrationErrors'
  >;
  options: Omit<AuditChallengeOptions, 'multiplicities'>;
}

/** The parts of an audit beyond rates and summary measures. */
export type GroupDetails = Pick<AuditResult, 'challenge' | 'distributions' | 'scoreCalibration'>;

/** The challenge's table, distances between distributions and calibration, with intervals. */
export function detailGroups(input: DetailInput, prepared: PreparedPeople): GroupDetails {
  const { grouping, scores } = input;
  const { pairs, order, placed } = scores;
  const data = { ...input.data, pairs };
  const people = reorderPeople(prepared, order);
  const options = { ...input.options, multiplicities: people.multiplicities };
  const challenge = (): AuditResult['challenge'] => {
    const background = aucBackground(
      placed,
      clusterMeans(placed, people.overall),
      people.overall,
      data.subjects.length,
    );
    return auditChallenge(data, { people: people.people, placed, background }, options);
  };
  return {
    challenge: options.legitimate.length === 0 ? null : challenge(),
    distributions: {
      ...scores.distributions,
      distances: distanceIntervals(pairs, { ...scores.distributions, names: grouping.names }, people, options),
    },
    scoreCalibration: calibrationIntervals(pairs, scores, people, options),
  };
}
