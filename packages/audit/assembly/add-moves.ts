/**
 * Adds to eight resamples how far each person moves them: step (m - 1), with m how often the person comes up in them.
 *
 * @param steps one for each of `persons` persons
 * @param rows the multiplicities of each person in these resamples, `stride` bytes from row to row
 */
export function addMoves(steps: usize, persons: u32, rows: usize, stride: usize, moves: usize): void {
  const one = i16x8.splat(1);
  let s0 = v128.load(moves);
  let s1 = v128.load(moves, 16);
  let s2 = v128.load(moves, 32);
  let s3 = v128.load(moves, 48);
  for (let n: usize = 0; n < <usize>persons; n++) {
    const step = v128.load_splat<f64>(steps + (n << 3));
    const more = i16x8.sub(v128.load_ext<u8>(rows + n * stride), one);
    const low = i32x4.extend_low_i16x8_s(more);
    const high = i32x4.extend_high_i16x8_s(more);
    s0 = f64x2.add(s0, f64x2.mul(step, f64x2.convert_low_i32x4_s(low)));
    s1 = f64x2.add(s1, f64x2.mul(step, f64x2.convert_low_i32x4_s(i32x4.shuffle(low, low, 2, 3, 2, 3))));
    s2 = f64x2.add(s2, f64x2.mul(step, f64x2.convert_low_i32x4_s(high)));
    s3 = f64x2.add(s3, f64x2.mul(step, f64x2.convert_low_i32x4_s(i32x4.shuffle(high, high, 2, 3, 2, 3))));
  }
  v128.store(moves, s0);
  v128.store(moves, s1, 16);
  v128.store(moves, s2, 32);
  v128.store(moves, s3, 48);
}
