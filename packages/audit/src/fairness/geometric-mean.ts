/** (prod x)^(1/n), by logarithms. */
export function geometricMean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let n = 0; n < values.length; n++) sum += Math.log(values[n] as number);
  return Math.exp(sum / values.length);
}
