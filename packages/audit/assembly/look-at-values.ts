/** How many values, from the first on, are no smaller than the one before; `last` comes before the first. */
export function countRising(values: usize, length: u32, last: f64): u32 {
  let before = last;
  for (let n: u32 = 0; n < length; n++) {
    const value = load<f64>(values + ((<usize>n) << 3));
    if (value < before) return n;
    before = value;
  }
  return length;
}

/** How many of the flags are 1; the others are 0. */
export function countOnes(flags: usize, length: u32): u32 {
  let count: u32 = 0;
  for (let n: usize = 0; n < <usize>length; n++) count += load<u8>(flags + n);
  return count;
}
