/** Sum of the values. */
export function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let n = 0; n < values.length; n++) sum += values[n] as number;
  return sum;
}

/** Sum of the squares of the values. */
export function sumOfSquares(values: Float64Array): number {
  let sum = 0;
  for (let n = 0; n < values.length; n++) sum += (values[n] as number) ** 2;
  return sum;
}
