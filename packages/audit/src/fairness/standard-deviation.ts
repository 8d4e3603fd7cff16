/**
 * Standard deviation of the groups' values, with the divisor D - ddof. Range 0 .., ideal 0. For RFW, TFace uses ddof 1 and
 * others ddof 0: the same four accuracies give 1.104 or 0.956, so the choice must be named. In common use.
 *
 * @param ddof 0 = population, 1 = sample.
 */
export function standardDeviation(values: ArrayLike<number>, ddof: 0 | 1): number {
  const all = Array.from(values);
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  return Math.sqrt(all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (all.length - ddof));
}
