/** Two-sided 95 % quantile of the normal distribution. */
export const Z95 = 1.959963984540054;

/** The two-sided coverage that belongs to a normal quantile, for instance 0.95 for 1.96. */
export function levelOf(z: number): number {
  return 2 * normalCdf(z) - 1;
}

/** Cumulative normal distribution (Abramowitz and Stegun 26.2.17, absolute error below 7.5e-8). */
export function normalCdf(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * poly;
  return x > 0 ? 1 - tail : tail;
}

/** Quantile of the normal distribution: `normalCdf(x) = p`, found by bisection. */
export function normalQuantile(p: number): number {
  let low = -40;
  let high = 40;
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
