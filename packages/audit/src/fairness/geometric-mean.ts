/** (prod (x + offset))^(1/n), by logarithms. */
export function geometricMean(values: ArrayLike<number>, offset = 0): number {
  let sum = 0;
  for (let n = 0; n < values.length; n++) sum += Math.log((values[n] as number) + offset);
  return Math.exp(sum / values.length);
}
