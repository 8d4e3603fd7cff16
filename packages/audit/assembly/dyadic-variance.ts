/**
 * Sums over persons that the variance of a mean over pairs is made of.
 *
 * @param pull for each of `persons` persons what its pairs are off the mean, and `pairs` their number
 * @param total pairs in all
 * @param sums three to be: of the squares of the pulls of the jackknife, of their fourth powers, and of 1 / pairs
 */
export function sumPulls(pull: usize, pairs: usize, persons: u32, total: f64, sums: usize): void {
  let squares: f64 = 0;
  let fourths: f64 = 0;
  let inverse: f64 = 0;
  for (let at: usize = 0; at < (<usize>persons) << 3; at += 8) {
    const own = load<f64>(pairs + at);
    const alone = load<f64>(pull + at) / max<f64>(0.5, 1 - own / total);
    const square = alone * alone;
    squares += square;
    fourths += square * square;
    inverse += 1 / own;
  }
  store<f64>(sums, squares);
  store<f64>(sums, fourths, 8);
  store<f64>(sums, inverse, 16);
}

/** For each of `rows` rows what its values are off a mean: their sum - mean x their number. */
export function offMean(sums: usize, counts: usize, rows: u32, mean: f64, off: usize): void {
  for (let at: usize = 0; at < (<usize>rows) << 3; at += 8)
    store<f64>(off + at, load<f64>(sums + at) - mean * load<f64>(counts + at));
}
