import type { VerificationData } from '../read/verification-data';
import type { ImageFeatures } from './image-features';
import type { MitigationParameters } from './mitigation-parameters';
import { prepareCorrection } from './prepare-correction';

/**
 * The scores of the data's pairs after a correction, in the order of the pairs.
 *
 * @param features needed for `fsn` and `faircal`.
 * @throws RangeError where a pair's group, feature or cohort was not covered by the fit.
 */
export function applyMitigation(
  data: VerificationData,
  parameters: MitigationParameters,
  features?: ImageFeatures,
): Float64Array {
  const { score, left, right } = data.pairs;
  const correction = prepareCorrection(parameters, { ...data, features });
  return Float64Array.from(score, (value, n) => {
    const [a, b] = [left[n] as number, right[n] as number];
    const corrected = correction.correct(value, a, b);
    if (!Number.isNaN(corrected)) return corrected;
    throw new RangeError(correction.explain(a, b).detail);
  });
}
