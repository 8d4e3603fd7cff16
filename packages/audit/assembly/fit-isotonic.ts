/**
 * Isotonic regression of genuine (0 or 1) on scores in rising order, by pooling adjacent violators: the non-decreasing values
 * nearest in squares, of which pairs with equal scores have one.
 *
 * @param means, weights room for `length` doubles each
 * @param probability the fitted values
 */
export function fitIsotonic(
  score: usize,
  genuine: usize,
  length: u32,
  means: usize,
  weights: usize,
  probability: usize,
): void {
  let blocks: usize = 0;
  for (let at: u32 = 0; at < length;) {
    const value = load<f64>(score + ((<usize>at) << 3));
    const start = at;
    let sum: f64 = 0;
    for (; at < length && load<f64>(score + ((<usize>at) << 3)) == value; at++) sum += <f64>load<u8>(genuine + at);
    let weight = <f64>(at - start);
    let mean = sum / weight;
    for (; blocks > 0 && load<f64>(means + ((blocks - 1) << 3)) >= mean; blocks--) {
      const before = load<f64>(weights + ((blocks - 1) << 3));
      const total = before + weight;
      mean = (load<f64>(means + ((blocks - 1) << 3)) * before + mean * weight) / total;
      weight = total;
    }
    store<f64>(means + (blocks << 3), mean);
    store<f64>(weights + (blocks << 3), weight);
    blocks++;
  }
  let at: usize = 0;
  for (let block: usize = 0; block < blocks; block++) {
    const mean = load<f64>(means + (block << 3));
    for (const end = at + <usize>load<f64>(weights + (block << 3)); at < end; at++)
      store<f64>(probability + (at << 3), mean);
  }
}
