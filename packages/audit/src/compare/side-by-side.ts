import type { AuditResult } from '../audit/audit-schema';
import { type AuditOptions, auditVerification } from '../audit/audit-verification';
import type { MitigationFile } from '../mitigate/mitigation-file';
import { isFitPerson } from '../mitigate/split-people';
import type { ScoredPairs, VerificationData } from '../read/verification-data';
import { alignPairs } from './align-pairs';
import { compareResampled, type MeasureDifference } from './compare-resampled';
import { compareSystems, type SystemComparison } from './compare-systems';
import { resampleSystem } from './resample-system';

/** Measures that are compared over resamples of the people; rates and the AUC have closed forms. */
const RESAMPLED = ['tar', 'fpd', 'fnd'];

/** What a correction was fitted on, beside the pairs that it is judged on. */
export interface JudgedMitigation extends Pick<MitigationFile, 'fittedOn'> {
  kind: MitigationFile['parameters']['kind'];
  /** Groups or clusters with too few pairs for a threshold of their own. */
  unresolved: number;
  /** Judged pairs with a person that the correction was fitted on. */
  seenPairs: number;
}

/** The audited system beside another one, or beside itself before a correction, on the pairs that both have. */
export interface SideBySide {
  role: 'other' | 'before';
  /** The audited system and the one beside it. */
  names: { a: string; b: string };
  comparison: SystemComparison;
  /** TAR, FPD and FND with their differences over the same resamples of the people. */
  measures: MeasureDifference[];
  /** Both audited on the common pairs, each at its own threshold for the target FMR. */
  audits: { a: AuditResult; b: AuditResult };
  /** Where the correction between the two was named. */
  mitigation: JudgedMitigation | null;
}

export interface SideBySideOptions extends AuditOptions {
  role: SideBySide['role'];
  names: SideBySide['names'];
  /** The correction that made the audited scores of those `before`. */
  mitigation?: MitigationFile;
}

/**
 * Puts two systems side by side on the pairs that both scored: audits of both, differences with intervals and p-values.
 *
 * @param data images, persons, attributes, and the pairs of the audited system.
 * @param other pairs of the system beside it, with images numbered alike.
 * @throws RangeError where the common pairs lack genuine or impostor ones.
 */
export function sideBySide(
  data: VerificationData,
  other: ScoredPairs,
  { role, names, mitigation, threshold: _, ...options }: SideBySideOptions,
): SideBySide {
  const { targetFmr = 1e-3 } = options;
  const common = alignPairs(data.pairs, other);
  const [a, b] = [common.a, common.b].map((pairs) => ({ ...data, pairs })) as [VerificationData, VerificationData];
  const resampled = [a, b].map((own) =>
    resampleSystem([own], {
      protected: options.protected,
      targetFmr,
      tarFmr: targetFmr,
      resamples: options.resamples,
      seed: options.seed,
    }),
  ) as [ReturnType<typeof resampleSystem>, ReturnType<typeof resampleSystem>];
  return {
    role,
    names,
    comparison: compareSystems(data, other, options),
    measures: compareResampled(...resampled).filter(
      ({ measure, difference, lower, upper }) =>
        RESAMPLED.includes(measure) && [difference, lower, upper].every(Number.isFinite),
    ),
    audits: {
      a: auditVerification(a, { ...options, system: { name: names.a } }),
      b: auditVerification(b, { ...options, system: { name: names.b } }),
    },
    mitigation: mitigation === undefined ? null : judge(a, mitigation),
  };
}

function judge({ pairs, subjects, subjectOf }: VerificationData, { fittedOn, parameters }: MitigationFile) {
  const fitted = subjects.map((name) => isFitPerson(name, fittedOn.split));
  const isFitted = (image: number | undefined): boolean => fitted[subjectOf[image ?? -1] ?? -1] === true;
  let seenPairs = 0;
  for (let n = 0; n < pairs.length; n++) if (isFitted(pairs.left[n]) || isFitted(pairs.right[n])) seenPairs++;
  const unresolved = 'unresolved' in parameters ? parameters.unresolved.length : 0;
  return { kind: parameters.kind, fittedOn, unresolved, seenPairs };
}
