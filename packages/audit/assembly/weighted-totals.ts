/** Bytes of an entry of `takeCounted`: its two rows and its count. */
const ENTRY: usize = 12;
/** Resamples that are looked at together: a byte each in a row of multiplicities, in eight registers as sums of 16 bits. */
const LANES: usize = 64;
/** Multiplicities are 255 at most: the sum over so many pairs fits into 16 bits. */
const MOST_PAIRS: u32 = 257;

/**
 * Takes the entries whose count is not 0.
 *
 * @param a for each of `entries` entries its first row, `b` its second one, `counts` its count, a whole number
 * @param taken their rows, from `firstRow` on, and counts to be
 * @returns how many there are
 */
export function takeCounted(a: usize, b: usize, counts: usize, entries: u32, firstRow: u32, taken: usize): u32 {
  let to = taken;
  for (let n: usize = 0; n < <usize>entries; n++) {
    const count = <u32>load<f64>(counts + (n << 3));
    if (count == 0) continue;
    store<u32>(to, load<u32>(a + (n << 2)) - firstRow);
    store<u32>(to, load<u32>(b + (n << 2)) - firstRow, 4);
    store<u32>(to, count, 8);
    to += ENTRY;
  }
  return <u32>((to - taken) / ENTRY);
}

/**
 * Adds sum count_ij m_i m_j over entries (i, j) to the totals of 64 resamples. Counts times m_j are added up in 16 bits, for one
 * row i after the other and before they are too large.
 *
 * @param taken entries of `takeCounted`, those of one first row together
 * @param rows the multiplicities of each row in these resamples, `stride` bytes from row to row
 */
export function addWeighted(taken: usize, entries: u32, rows: usize, stride: usize, totals: usize): void {
  const end = taken + <usize>entries * ENTRY;
  let at = taken;
  let rest: u32 = entries == 0 ? 0 : load<u32>(at, 8);
  while (at < end) {
    const row = load<u32>(at);
    let room = MOST_PAIRS;
    let s0 = i16x8.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    let s4 = s0;
    let s5 = s0;
    let s6 = s0;
    let s7 = s0;
    do {
      const count = min(rest, room);
      const times = i16x8.splat(<i16>count);
      const m = rows + stride * load<u32>(at, 4);
      s0 = i16x8.add(s0, i16x8.mul(times, v128.load_ext<u8>(m)));
      s1 = i16x8.add(s1, i16x8.mul(times, v128.load_ext<u8>(m, 8)));
      s2 = i16x8.add(s2, i16x8.mul(times, v128.load_ext<u8>(m, 16)));
      s3 = i16x8.add(s3, i16x8.mul(times, v128.load_ext<u8>(m, 24)));
      s4 = i16x8.add(s4, i16x8.mul(times, v128.load_ext<u8>(m, 32)));
      s5 = i16x8.add(s5, i16x8.mul(times, v128.load_ext<u8>(m, 40)));
      s6 = i16x8.add(s6, i16x8.mul(times, v128.load_ext<u8>(m, 48)));
      s7 = i16x8.add(s7, i16x8.mul(times, v128.load_ext<u8>(m, 56)));
      room -= count;
      rest -= count;
      if (rest == 0) {
        at += ENTRY;
        if (at == end) break;
        rest = load<u32>(at, 8);
      }
    } while (room > 0 && load<u32>(at) == row);
    const m = rows + stride * row;
    addTimes(totals, m, s0);
    addTimes(totals + LANES, m + 8, s1);
    addTimes(totals + 2 * LANES, m + 16, s2);
    addTimes(totals + 3 * LANES, m + 24, s3);
    addTimes(totals + 4 * LANES, m + 32, s4);
    addTimes(totals + 5 * LANES, m + 40, s5);
    addTimes(totals + 6 * LANES, m + 48, s6);
    addTimes(totals + 7 * LANES, m + 56, s7);
  }
}

/** Adds eight sums, each times a multiplicity, to eight totals. */
function addTimes(totals: usize, m: usize, sums: v128): void {
  const times = v128.load_ext<u8>(m);
  const low = i32x4.extmul_low_i16x8_u(sums, times);
  const high = i32x4.extmul_high_i16x8_u(sums, times);
  addTo(totals, low);
  addTo(totals + 16, i32x4.shuffle(low, low, 2, 3, 2, 3));
  addTo(totals + 32, high);
  addTo(totals + 48, i32x4.shuffle(high, high, 2, 3, 2, 3));
}

/** Adds the first two of four whole numbers to two totals. */
function addTo(totals: usize, values: v128): void {
  v128.store(totals, f64x2.add(v128.load(totals), f64x2.convert_low_i32x4_u(values)));
}
