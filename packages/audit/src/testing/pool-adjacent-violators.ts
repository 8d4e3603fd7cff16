/**
 * Isotonic regression: the non-decreasing values nearest (in weighted squares) to the given ones.
 *
 * Source: pool adjacent violators; Ayer et al., Annals of Mathematical Statistics 26, 1955.
 */
export function poolAdjacentViolators(values: ArrayLike<number>, weights: ArrayLike<number>): Float64Array {
  const mean = new Float64Array(values.length);
  const weight = new Float64Array(values.length);
  const count = new Int32Array(values.length);
  let blocks = 0;
  for (let n = 0; n < values.length; n++) {
    mean[blocks] = values[n] as number;
    weight[blocks] = weights[n] as number;
    count[blocks] = 1;
    blocks++;
    while (blocks > 1 && (mean[blocks - 2] as number) >= (mean[blocks - 1] as number)) {
      const a = blocks - 2;
      const b = blocks - 1;
      const total = (weight[a] as number) + (weight[b] as number);
      const pooled = (mean[a] as number) * (weight[a] as number) + (mean[b] as number) * (weight[b] as number);
      mean[a] = total === 0 ? (mean[a] as number) : pooled / total;
      weight[a] = total;
      count[a] = (count[a] as number) + (count[b] as number);
      blocks--;
    }
  }
  const result = new Float64Array(values.length);
  for (let block = 0, at = 0; block < blocks; block++) {
    result.fill(mean[block] as number, at, (at += count[block] as number));
  }
  return result;
}
