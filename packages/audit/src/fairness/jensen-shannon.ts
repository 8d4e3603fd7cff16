import { kullbackLeibler } from './kullback-leibler';

/**
 * Jensen-Shannon divergence (KL(a || m) + KL(b || m)) / 2 with m = (a + b) / 2, in nats. Range 0 .. ln 2, ideal 0.
 *
 * Source: J. Lin, Divergence measures based on the Shannon entropy, IEEE Transactions on Information Theory 37, 1991.
 */
export function jensenShannon(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const middle = new Float64Array(a.length);
  for (let n = 0; n < middle.length; n++) middle[n] = ((a[n] as number) + (b[n] as number)) / 2;
  return (kullbackLeibler(a, middle) + kullbackLeibler(b, middle)) / 2;
}
