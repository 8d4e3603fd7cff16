/**
 * Standard deviation of the groups' values, with the divisor D - ddof. Range 0 .., ideal 0. For RFW, TFace uses ddof 1 and
 * others ddof 0: the same four accuracies give 1.104 or 0.956, so the choice must be named. In common use.
 *
 * @param ddof 0 = population, 1 = sample.
 */
export function standardDeviation(values: ArrayLike<number>, ddof: 0 | 1): number {
  const { length } = values;
  let sum = 0;
  for (let g = 0; g < length; g++) sum += values[g] as number;
  const mean = sum / length;
  let squares = 0;
  for (let g = 0; g < length; g++) squares += ((values[g] as number) - mean) ** 2;
  return Math.sqrt(squares / (length - ddof));
}
