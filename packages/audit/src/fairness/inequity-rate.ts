import type { GroupRates } from './group-rates';
import { maxMinRatio } from './max-min-ratio';

/**
 * Inequity rate: IR = (max FMR / min FMR)^a (max FNMR / min FNMR)^b. Range 1 .. Infinity, ideal 1. Published codes use
 * a = b = 1/2 and a = b = 1.
 *
 * Source: Grother (NIST), in the forms found in public code.
 */
export function inequityRate({ fmr, fnmr }: GroupRates, a = 0.5, b = 0.5): number {
  return maxMinRatio(fmr) ** a * maxMinRatio(fnmr) ** b;
}
