import { BINS } from '../scan/own-pairs';
import { genuineMedian } from './genuine-median';

/** Numbers of pairs by cosine. */
function histogram(counts: Record<number, number>): Float64Array {
  const bins = new Float64Array(BINS);
  for (const [cosine, count] of Object.entries(counts)) bins[Math.floor(((Number(cosine) + 1) / 2) * BINS)] = count;
  return bins;
}

describe('genuineMedian', () => {
  it('is that of all groups together, within half a bin', () => {
    const median = genuineMedian([histogram({ 0.25: 3, 0.75: 1 }), histogram({ 0.5: 5 })]);
    expect(Math.abs(median - 0.5)).toBeLessThanOrEqual(1 / BINS);
  });

  it('is none where nobody has two images', () => {
    expect(genuineMedian([])).toBeNaN();
    expect(genuineMedian([histogram({})])).toBeNaN();
  });
});
