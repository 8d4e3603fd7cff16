/** The sum of the values [from, to). */
export function sumOf(values: usize, from: u32, to: u32): f64 {
  let sum: f64 = 0;
  for (let n = from; n < to; n++) sum += load<f64>(values + ((<usize>n) << 3));
  return sum;
}

/** The sum of the squares of the values [from, to). */
export function sumOfSquares(values: usize, from: u32, to: u32): f64 {
  let sum: f64 = 0;
  for (let n = from; n < to; n++) {
    const value = load<f64>(values + ((<usize>n) << 3));
    sum += value * value;
  }
  return sum;
}
