import type { PairClusters } from './cluster-pairs';

/** Multiplicities that are packed side by side are added in blocks of this many doubles. */
const BLOCK = 8;

/**
 * For each resample the weighted count of a slot: sum over its entries (i, j) of count_ij m_i m_j, or of count_i m_i for genuine
 * pairs, with multiplicities m of `drawMultiplicities`.
 *
 * The counts are whole and small, so several resamples share one double, each in bits of its own: one addition serves two,
 * three or more of them, exactly.
 *
 * @param counts for each entry of the clusters its pairs, or its errors.
 */
export function weightedTotals(
  clusters: PairClusters,
  slot: number,
  counts: Float64Array,
  multiplicities: Uint8Array,
  resamples: number,
): Float64Array {
  const totals = new Float64Array(resamples);
  const { a, b, count, length } = nonZero(clusters, slot, counts);
  if (length === 0) return totals;
  const { rowStart, rowSubject } = clusters;
  const rowFrom = rowStart[slot] as number;
  const rows = (rowStart[slot + 1] as number) - rowFrom;
  const weightsOf = (row: number): number => (rowSubject[row] as number) * resamples;
  if (slot % 2 === 1) {
    for (let n = 0; n < length; n++) addScaled(totals, count[n] as number, multiplicities, weightsOf(a[n] as number));
    return totals;
  }
  let most = 1;
  for (let row = rowFrom; row < rowFrom + rows; row++) {
    const from = weightsOf(row);
    for (let r = from; r < from + resamples; r++)
      if ((multiplicities[r] as number) > most) most = multiplicities[r] as number;
  }
  const bits = Math.ceil(Math.log2(largestRun(a, count, length) * most + 1));
  const perDouble = Math.max(1, Math.floor(53 / bits));
  const blocks = Math.ceil(Math.ceil(resamples / perDouble) / BLOCK);
  const packed = new Float64Array(rows * BLOCK);
  const field = 2 ** bits;
  const sums = new Float64Array(BLOCK);
  for (let block = 0; block < blocks; block++) {
    const first = block * BLOCK * perDouble;
    for (let row = 0; row < rows; row++)
      pack(packed, row * BLOCK, multiplicities, weightsOf(rowFrom + row), first, resamples, perDouble, field);
    for (let n = 0; n < length;) {
      const start = a[n] as number;
      n = addRun(sums, a, b, count, n, length, packed, rowFrom);
      unpack(totals, sums, multiplicities, weightsOf(start), first, resamples, perDouble, field);
    }
  }
  return totals;
}

/** The entries of a slot that count, as columns. */
function nonZero({ entryA, entryB, entryStart }: PairClusters, slot: number, counts: Float64Array) {
  const [from, to] = [entryStart[slot] as number, entryStart[slot + 1] as number];
  const a = new Int32Array(to - from);
  const b = new Int32Array(to - from);
  const count = new Float64Array(to - from);
  let length = 0;
  for (let entry = from; entry < to; entry++) {
    if (counts[entry] === 0) continue;
    a[length] = entryA[entry] as number;
    b[length] = entryB[entry] as number;
    count[length] = counts[entry] as number;
    length++;
  }
  return { a, b, count, length };
}

function addScaled(totals: Float64Array, count: number, multiplicities: Uint8Array, from: number): void {
  for (let r = 0; r < totals.length; r++)
    totals[r] = (totals[r] as number) + count * (multiplicities[from + r] as number);
}

/** The largest sum of counts that share their first row. */
function largestRun(a: Int32Array, count: Float64Array, length: number): number {
  let largest = 0;
  for (let n = 0, sum = 0; n < length; n++) {
    sum = n > 0 && a[n] === a[n - 1] ? sum + (count[n] as number) : (count[n] as number);
    if (sum > largest) largest = sum;
  }
  return largest;
}

/** Writes one block of packed multiplicities of a person. */
function pack(
  packed: Float64Array,
  to: number,
  multiplicities: Uint8Array,
  from: number,
  first: number,
  resamples: number,
  perDouble: number,
  field: number,
): void {
  for (let lane = 0; lane < BLOCK; lane++) {
    const begin = first + lane * perDouble;
    let value = 0;
    for (let r = Math.min(begin + perDouble, resamples) - 1; r >= begin; r--)
      value = value * field + (multiplicities[from + r] as number);
    packed[to + lane] = value;
  }
}

/** Sums count x packed multiplicities over the entries that share the first row of entry n; returns where the next run starts. */
function addRun(
  sums: Float64Array,
  a: Int32Array,
  b: Int32Array,
  count: Float64Array,
  n: number,
  length: number,
  packed: Float64Array,
  rowFrom: number,
): number {
  const run = a[n];
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let s4 = 0;
  let s5 = 0;
  let s6 = 0;
  let s7 = 0;
  for (; n < length && a[n] === run; n++) {
    const c = count[n] as number;
    const p = ((b[n] as number) - rowFrom) * BLOCK;
    s0 += c * (packed[p] as number);
    s1 += c * (packed[p + 1] as number);
    s2 += c * (packed[p + 2] as number);
    s3 += c * (packed[p + 3] as number);
    s4 += c * (packed[p + 4] as number);
    s5 += c * (packed[p + 5] as number);
    s6 += c * (packed[p + 6] as number);
    s7 += c * (packed[p + 7] as number);
  }
  sums[0] = s0;
  sums[1] = s1;
  sums[2] = s2;
  sums[3] = s3;
  sums[4] = s4;
  sums[5] = s5;
  sums[6] = s6;
  sums[7] = s7;
  return n;
}

/** Adds the fields of packed sums, each times the multiplicity of the first person, to the totals of their resamples. */
function unpack(
  totals: Float64Array,
  sums: Float64Array,
  multiplicities: Uint8Array,
  from: number,
  first: number,
  resamples: number,
  perDouble: number,
  field: number,
): void {
  let r = first;
  for (let lane = 0; lane < BLOCK; lane++) {
    let rest = sums[lane] as number;
    for (let f = 0; f < perDouble && r < resamples; f++, r++) {
      const higher = Math.floor(rest / field);
      totals[r] = (totals[r] as number) + (rest - higher * field) * (multiplicities[from + r] as number);
      rest = higher;
    }
  }
}
