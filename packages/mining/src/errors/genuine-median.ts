import { BINS } from '../scan/own-pairs';

/** The median similarity of pairs of one person, from their numbers by bin; NaN where there are none. */
export function genuineMedian(histograms: readonly Float64Array[]): number {
  const total = histograms.reduce((sum, histogram) => sum + histogram.reduce((a, b) => a + b, 0), 0);
  let seen = 0;
  for (let bin = 0; bin < BINS && total > 0; bin++) {
    for (const histogram of histograms) seen += histogram[bin] as number;
    if (seen >= total / 2) return ((bin + 0.5) / BINS) * 2 - 1;
  }
  return NaN;
}
