/**
 * Adds to the means of some columns how far they move in the resamples [from, to): (m - 1) pull for each row, with m how often its
 * person comes up, and pull = factor (sum - pairs x centre) for each column.
 *
 * @param sums for each of `rows` rows its sum for each of `columns` columns, and `rowPairs` its pairs
 * @param centre for each column its mean
 * @param multiplicities of each row in all resamples, `stride` bytes from row to row
 * @param pull room for one number a column
 * @param moves for each resample one number a column
 */
export function resampleSums(
  sums: usize,
  columns: u32,
  rowPairs: usize,
  rows: u32,
  centre: usize,
  factor: f64,
  multiplicities: usize,
  stride: usize,
  from: u32,
  to: u32,
  pull: usize,
  moves: usize,
): void {
  const width = (<usize>columns) << 3;
  for (let row: usize = 0; row < <usize>rows; row++) {
    const pairs = load<f64>(rowPairs + (row << 3));
    const own = sums + row * width;
    // Columns in which the row has anything stand together.
    let begin = width;
    let end: usize = 0;
    for (let c: usize = 0; c < width; c += 8) {
      const value = factor * (load<f64>(own + c) - pairs * load<f64>(centre + c));
      store<f64>(pull + c, value);
      if (value == 0) continue;
      begin = min(begin, c);
      end = c + 8;
    }
    for (let r: usize = from; r < <usize>to; r++) {
      const more = <f64>load<u8>(multiplicities + row * stride + r) - 1;
      if (more == 0) continue;
      const into = moves + r * width;
      const twice = f64x2.splat(more);
      let c = begin;
      for (; c + 16 <= end; c += 16)
        v128.store(into + c, f64x2.add(v128.load(into + c), f64x2.mul(twice, v128.load(pull + c))));
      if (c < end) store<f64>(into + c, load<f64>(into + c) + more * load<f64>(pull + c));
    }
  }
}
