export { areaUnderCurve } from './accuracy/area-under-curve';
export { dPrime } from './accuracy/d-prime';
export { detCurve } from './accuracy/det-curve';
export { type EqualErrorRate, equalErrorRate, type OperatingPoint } from './accuracy/equal-error-rate';
export { type KFoldAccuracy, kFoldAccuracy } from './accuracy/k-fold-accuracy';
export { placements } from './accuracy/placements';
export { type LabelledScores, rocCurve, type RocCurve } from './accuracy/roc-curve';
export { sortPairs } from './accuracy/sort-pairs';
export { operatingPoint, type TarAtFar, tarAtFar } from './accuracy/tar-at-far';
export { thresholdAtFmr } from './accuracy/threshold-at-fmr';
export type { AuditResult } from './audit/audit-schema';
export { type AuditOptions, auditVerification } from './audit/audit-verification';
export { runAudit, type RunAuditOptions, type RunAuditSummary } from './audit/run-audit';
export { compareResampled, type MeasureDifference } from './compare/compare-resampled';
export { compareSystems, type CompareOptions, type SystemComparison } from './compare/compare-systems';
export {
  type ResampledMeasure,
  type ResampledSystem,
  resampleSystem,
  type ResampleSystemOptions,
} from './compare/resample-system';
export { type JudgedMitigation, type SideBySide, sideBySide, type SideBySideOptions } from './compare/side-by-side';
export { type CalibrationError, calibrationError } from './fairness/calibration-error';
export { type ChallengeAuc, challengeAuc, type ChallengeCell, type ChallengeOptions } from './fairness/challenge-auc';
export { type ChallengeBias, challengeBias, type ChallengeBiasOptions } from './fairness/challenge-bias';
export { distributionFairnessIndex } from './fairness/distribution-fairness-index';
export { fairnessDiscrepancyRate } from './fairness/fairness-discrepancy-rate';
export { garbe } from './fairness/garbe';
export { giniCoefficient } from './fairness/gini-coefficient';
export {
  type GroupErrorRates,
  groupErrorRates,
  type GroupErrorRatesOptions,
  type GroupErrors,
  type GroupPairErrors,
} from './fairness/group-error-rates';
export { groupImages, type Grouping } from './fairness/group-images';
export type { GroupRates } from './fairness/group-rates';
export { inequityRate } from './fairness/inequity-rate';
export { jensenShannon } from './fairness/jensen-shannon';
export { kernelHistogram, type KernelHistogramOptions } from './fairness/kernel-histogram';
export { kullbackLeibler } from './fairness/kullback-leibler';
export { maxGeomeanRatio } from './fairness/max-geomean-ratio';
export { maxMinDifference } from './fairness/max-min-difference';
export { maxMinRatio } from './fairness/max-min-ratio';
export { meanAbsolutePercentageError } from './fairness/mean-absolute-percentage-error';
export { skewedErrorRatio } from './fairness/skewed-error-ratio';
export { standardDeviation } from './fairness/standard-deviation';
export { standardErrorDifference } from './fairness/standard-error-difference';
export { wassersteinDistance } from './fairness/wasserstein-distance';
export { worstErrorRatioToMean } from './fairness/worst-error-ratio-to-mean';
export { evaluateGate, type GateOutcome, type GateResult } from './gate/evaluate-gate';
export { type GateRules, readGateRules } from './gate/gate-rules';
export { junitReport } from './gate/junit-report';
export { applyMitigation } from './mitigate/apply-mitigation';
export {
  fitMitigation,
  type FitMitigationOptions,
  MITIGATION_DEFAULTS,
  type MitigationMethod,
} from './mitigate/fit-mitigation';
export type { ImageFeatures } from './mitigate/image-features';
export { loadImageFeatures } from './mitigate/load-image-features';
export { type MitigationFile, readMitigation, writeMitigation } from './mitigate/mitigation-file';
export type { MitigationKind, MitigationParameters } from './mitigate/mitigation-parameters';
export { type Correction, prepareCorrection } from './mitigate/prepare-correction';
export {
  runApplyMitigation,
  type RunApplyMitigationOptions,
  type RunApplyMitigationSummary,
} from './mitigate/run-apply-mitigation';
export {
  runFitMitigation,
  type RunFitMitigationOptions,
  type RunFitMitigationSummary,
} from './mitigate/run-fit-mitigation';
export { isFitPerson, type PeopleSplit, type SplitPairs, splitPeople } from './mitigate/split-people';
export { readVerificationData, type ReadVerificationDataOptions } from './read/read-verification-data';
export type { Attribute, ScoredPairs, VerificationData } from './read/verification-data';
export { type ImageRecord, type PairRecord, verificationDataFromRecords } from './read/verification-data-from-records';
export { auditTables } from './report/audit-tables';
export type { Definition } from './report/definition';
export { GLOSSARY } from './report/glossary';
export { modelCard } from './report/model-card';
export { renderReport, type RenderReportOptions } from './report/render-report';
export {
  runStreamAudit,
  type StreamAudit,
  type StreamAuditOptions,
  type StreamAuditSummary,
} from './stream/run-stream-audit';
export { countAtThresholds, type CountAtThresholdsOptions, type StreamedCounts } from './stream/count-at-thresholds';
export { holmCorrection } from './uncertainty/holm-correction';
export type { Rate, RateNote } from './uncertainty/rate';
export { ratioInterval, type UncertainRate } from './uncertainty/ratio-interval';
export { requiredSample, type RequiredSample, type RequiredSampleOptions } from './uncertainty/required-sample';
export { type Coverage, simulateCoverage, type SimulateCoverageOptions } from './uncertainty/simulate-coverage';
export { type Interval, wilsonInterval, type WilsonOptions } from './uncertainty/wilson-interval';
