/** Shares of the soft-max in plain numbers, as processes send them. */
export type SoftmaxShare = Record<'largest' | 'sum' | 'targetLogit' | 'regulariser', Float32Array>;

export interface CombinedSoftmax {
  /** Logarithm of the sum of exp(logit) over all classes, [n]. */
  readonly logSum: Float32Array;
  /** Mean over the rows that count. */
  readonly loss: number;
}

/**
 * The soft-max over all shards and the loss, in double precision.
 *
 * @param shares one a shard, the first of them with the regulariser to add
 * @param validRows - [n], 1 for rows that count
 */
export function combineSoftmax(shares: readonly SoftmaxShare[], validRows: Float32Array): CombinedSoftmax {
  const logSum = new Float32Array(validRows.length);
  let [sum, count] = [0, 0];
  validRows.forEach((valid, i) => {
    const at = (name: keyof SoftmaxShare) => shares.map((share) => share[name][i] as number);
    const largest = Math.max(...at('largest'));
    const maxima = at('largest');
    const total = at('sum').reduce((all, part, s) => all + part * Math.exp((maxima[s] as number) - largest), 0);
    const rowSum = largest + Math.log(total);
    logSum[i] = rowSum;
    const target = at('targetLogit').reduce((all, part) => all + part, 0);
    sum += valid * (rowSum - target + (shares[0]?.regulariser[i] ?? 0));
    count += valid;
  });
  return { logSum, loss: sum / Math.max(count, 1) };
}
