/** Mean and sample standard deviation; the deviation of a single value is 0. */
export function moments(values: ArrayLike<number>): { mean: number; deviation: number } {
  const { length } = values;
  let sum = 0;
  for (let n = 0; n < length; n++) sum += values[n] as number;
  const mean = sum / length;
  let squares = 0;
  for (let n = 0; n < length; n++) squares += ((values[n] as number) - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / Math.max(1, length - 1)) };
}
