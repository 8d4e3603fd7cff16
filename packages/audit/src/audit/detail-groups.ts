import type { Grouping } from '../fairness/group-images';
import type { VerificationData } from '../read/verification-data';
import { aucBackground } from '../uncertainty/auc-background';
import { clusterMeans } from '../uncertainty/cluster-means';
import { auditChallenge, type AuditChallengeOptions } from './audit-challenge';
import type { AuditResult } from './audit-schema';
import { calibrationIntervals } from './calibration-intervals';
import { distanceIntervals } from './distance-intervals';
import type { ExaminedScores } from './examine-scores';
import type { PreparedPeople } from './prepare-people';

/** What `detailGroups` needs: columns, numbers and names only, so that it can go to a worker thread. */
export interface DetailInput {
  /** With the pairs in rising order of their scores. */
  data: VerificationData;
  grouping: Grouping;
  scores: Pick<ExaminedScores, 'groups' | 'placed' | 'distributions' | 'calibration' | 'calibrationErrors'>;
  options: Omit<AuditChallengeOptions, 'multiplicities'>;
}

/** The parts of an audit beyond rates and summary measures. */
export type GroupDetails = Pick<AuditResult, 'challenge' | 'distributions' | 'scoreCalibration'>;

/** The challenge's table, distances between distributions and calibration, with intervals. */
export function detailGroups(input: DetailInput, people: PreparedPeople): GroupDetails {
  const { data, grouping, scores } = input;
  const { placed } = scores;
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
      distances: distanceIntervals(data.pairs, { ...scores.distributions, names: grouping.names }, people, options),
    },
    scoreCalibration: calibrationIntervals(data.pairs, scores, people, options),
  };
}
