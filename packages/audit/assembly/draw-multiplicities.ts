/**
 * Draws as many of `count` persons as there are, with replacement, into each of the resamples [from, to). The random numbers are
 * those of `randomStream`.
 *
 * @param members their person numbers
 * @param state of the random numbers
 * @param drawn for each person, `resamples` bytes from one to the next, how often each resample has it so far
 * @returns the state of the random numbers afterwards
 */
export function drawMembers(
  members: usize,
  count: u32,
  state: u32,
  drawn: usize,
  resamples: u32,
  from: u32,
  to: u32,
): u32 {
  for (let resample = from; resample < to; resample++) {
    for (let n: u32 = 0; n < count; n++) {
      state += 0x6d2b79f5;
      let t: u32 = (state ^ (state >> 15)) * (state | 1);
      t ^= t + (t ^ (t >> 7)) * (t | 61);
      const random = <f64>(t ^ (t >> 14)) / 4294967296;
      const person = load<u32>(members + ((<usize>(<u32>(random * <f64>count))) << 2));
      const at = drawn + <usize>person * <usize>resamples + <usize>resample;
      store<u8>(at, load<u8>(at) + 1);
    }
  }
  return state;
}
