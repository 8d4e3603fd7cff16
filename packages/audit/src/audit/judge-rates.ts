import type { GroupErrorRates } from '../fairness/group-error-rates';
import type { AuditResult } from './audit-schema';
import { sampleToDecide } from './sample-to-decide';
import { groupRatios, judgeError, type Tolerance, type Verdict, verdictText } from './verdict';

/** The ratios of the groups' rates, and what they say of the tolerance. */
export function judgeRates(main: GroupErrorRates, tolerance: Tolerance): Pick<AuditResult, 'verdict' | 'ratios'> {
  const limits = { fmr: tolerance.fmrRatio ?? 1.5, fnmr: tolerance.fnmrRatio ?? 1.5 };
  const given = tolerance.fmrRatio !== undefined || tolerance.fnmrRatio !== undefined;
  const ratios = [...groupRatios(main.groups, 'fmr'), ...groupRatios(main.groups, 'fnmr')];
  const errors = (['fmr', 'fnmr'] as const).map((error) => ({
    ...judgeError(ratios, error, main.groups, limits[error]),
    needed: sampleToDecide(main.overall[error], limits[error], main.groups.length),
  }));
  const found = errors.map(({ verdict }) => verdict);
  const verdict: Verdict = found.includes('exceeds')
    ? 'exceeds'
    : found.includes('inconclusive')
      ? 'inconclusive'
      : 'within';
  const text = verdictText(errors, verdict, limits, ratios);
  return {
    verdict: { verdict, text, tolerance: { fmrRatio: limits.fmr, fnmrRatio: limits.fnmr, given }, errors },
    ratios,
  };
}
