import { areaUnderCurve } from '../accuracy/area-under-curve';
import { dPrime } from '../accuracy/d-prime';
import { dPrimeInfluence } from '../accuracy/d-prime-influence';
import { eerInfluence } from '../accuracy/eer-influence';
import { type EqualErrorRate, equalErrorRate } from '../accuracy/equal-error-rate';
import { kFoldAccuracy } from '../accuracy/k-fold-accuracy';
import { nextUp } from '../accuracy/next-up';
import { placements } from '../accuracy/placements';
import { rocCurve } from '../accuracy/roc-curve';
import { scoreMoments } from '../accuracy/score-moments';
import { type TarAtFar, tarAtFar } from '../accuracy/tar-at-far';
import { thresholdAtFmr } from '../accuracy/threshold-at-fmr';
import type { Grouping } from '../fairness/group-images';
import { groupsOfPairs } from '../fairness/groups-of-pairs';
import { inBlocks } from '../kernels/in-blocks';
import { withKernels } from '../kernels/with-kernels';
import type { VerificationData } from '../read/verification-data';
import type { AuditResult } from './audit-schema';
import { calibrateScores, type CalibrationValues } from './calibrate-scores';
import { describeDistributions, type Distributions } from './describe-distributions';
import { finite } from './finite';
import { type IsotonicProbabilities, isotonicProbabilities } from './isotonic-probabilities';
import { sweepCounts } from './sweep-counts';
import { thresholdGrid } from './threshold-grid';
import { worstPairs } from './worst-pairs';

const FAR_TARGETS = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6];
const FOLDS = 10;
const GRID_POINTS = 70;

/** The part of an audit that looks at scores and groups, and not at the persons behind the pairs. */
export interface ExaminedScores {
  /** For each pair its group, -1 for none. */
  groups: Int16Array;
  threshold: number;
  tars: TarAtFar[];
  /** Placement of each pair among those of the other kind. */
  placed: Float64Array;
  auc: number;
  accuracy: Pick<AuditResult['accuracy'], 'smallestFar' | 'kFold'>;
  eer: { value: number; threshold: number };
  dPrime: number | null;
  /** How each pair moves the EER and d'. */
  influence: { eer: Float64Array; dPrime: Float64Array };
  distributions: Distributions;
  calibration: IsotonicProbabilities;
  calibrationErrors: CalibrationValues[];
  parts: Pick<AuditResult, 'sweep' | 'worst'>;
}

/**
 * Measures all that needs no interval.
 *
 * @param data with the pairs in rising order of their scores (`sortPairs`).
 * @throws RangeError for scores of one kind.
 */
export function examineScores(
  data: VerificationData,
  grouping: Grouping,
  { targetFmr = 1e-3, threshold: given }: { targetFmr?: number; threshold?: number },
): ExaminedScores {
  const { names } = grouping;
  const { pairs } = data;
  const roc = rocCurve(pairs);
  const threshold = given ?? thresholdAtFmr(roc, targetFmr);
  const tars = tarAtFar(roc, FAR_TARGETS);
  const groups = groupsOfPairs(pairs, grouping);
  const eer = equalErrorRate(roc);
  const calibration = isotonicProbabilities(pairs);
  const moments = scoreMoments(pairs);
  const reported = [threshold, ...tars.map((tar) => tar.threshold)];
  return {
    groups,
    threshold,
    tars,
    placed: placements(pairs),
    auc: areaUnderCurve(roc),
    accuracy: { smallestFar: 1 / roc.impostor, kFold: foldAccuracy(data) },
    eer: { value: eer.value, threshold: crossing(eer) },
    dPrime: finite(dPrime(pairs, moments)),
    influence: { eer: eerInfluence(pairs, roc, eer), dPrime: dPrimeInfluence(pairs, moments) },
    distributions: describeDistributions(pairs, names, groups),
    calibration,
    calibrationErrors: calibrateScores(pairs, calibration, names, groups),
    parts: {
      sweep: sweepCounts(pairs, names, groups, thresholdGrid(roc, GRID_POINTS, reported)),
      worst: worstPairs(data, grouping),
    },
  };
}

/** Where FMR and FNMR are equal, or else the first threshold at which the FNMR is larger. */
function crossing({ below, above }: EqualErrorRate): number {
  if (below.fmr === below.fnmr) return below.threshold;
  return Number.isFinite(above.threshold) ? above.threshold : nextUp(below.threshold);
}

/** LFW's protocol with ten folds; the pairs of a person (of the first image) stand in one fold. */
function foldAccuracy({ pairs, subjectOf }: VerificationData): AuditResult['accuracy']['kFold'] {
  const foldOfImage = Uint8Array.from(subjectOf, (person) => (person < 0 ? 0 : person % FOLDS));
  const foldOf = new Uint8Array(pairs.length);
  const sizes = withKernels((kernels) => {
    const [folds, counts] = [kernels.place(foldOfImage), kernels.cleared(4 * FOLDS)];
    inBlocks(kernels, pairs.length, (from, to) => {
      const [images, found] = [kernels.place(pairs.left.subarray(from, to)), kernels.room(to - from)];
      kernels.run.takeFolds(images, folds, to - from, found, counts);
      foldOf.set(kernels.bytes(found, to - from), from);
    });
    return kernels.integers(counts, FOLDS).slice();
  });
  if (sizes.includes(0)) return null;
  const { mean, std, folds } = kFoldAccuracy(pairs, foldOf, FOLDS);
  return { k: FOLDS, mean, std, thresholds: folds.map(({ threshold }) => threshold) };
}
