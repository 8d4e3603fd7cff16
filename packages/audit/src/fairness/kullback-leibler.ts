/** Keeps logarithms finite; the same as in the losses. */
const GUARD = 1e-9;

/**
 * Kullback-Leibler divergence KL(a || b) = sum (a + 1e-9) ln((a + 1e-9) / (b + 1e-9)) of two distributions over the same nodes, in
 * nats. Range 0 .., ideal 0, not symmetric.
 *
 * Source: Kullback, Leibler, Annals of Mathematical Statistics 22, 1951, with the guard of the losses.
 */
export function kullbackLeibler(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let n = 0; n < a.length; n++) {
    const p = (a[n] as number) + GUARD;
    sum += p * Math.log(p / ((b[n] as number) + GUARD));
  }
  return sum;
}
