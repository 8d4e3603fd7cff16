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
  const entries = nonZero(clusters, slot, counts);
  if (entries.length === 0) return totals;
  const { rowStart, rowSubject } = clusters;
  const rowFrom = rowStart[slot] as number;
  const subjects = rowSubject.subarray(rowFrom, rowStart[slot + 1]);
  if (slot % 2 === 1) {
    addGenuine(totals, entries, subjects, multiplicities);
    return totals;
  }
  const most = largestOf(subjects, multiplicities, resamples);
  const bits = Math.ceil(Math.log2(largestRun(entries) * most + 1));
  const perDouble = Math.max(1, Math.floor(53 / bits));
  const packed = new Float64Array(subjects.length * BLOCK);
  for (let first = 0; first < resamples; first += BLOCK * perDouble) {
    const packing = { first, last: Math.min(first + BLOCK * perDouble, resamples), perDouble, field: 2 ** bits };
    packRows(packed, subjects, multiplicities, resamples, packing);
    addRuns(totals, entries, packed, subjects, multiplicities, packing);
  }
  return totals;
}

/** Entries of a slot as columns: their persons, counted from the slot's first row, and their counts. */
interface Entries {
  a: Int32Array;
  b: Int32Array;
  count: Float64Array;
  length: number;
}

/** Which resamples are packed, how many in a double, and the power of two that each of them is moved up by. */
interface Packing {
  first: number;
  last: number;
  perDouble: number;
  field: number;
}

/** The entries of a slot that count. */
function nonZero({ entryA, entryB, entryStart, rowStart }: PairClusters, slot: number, counts: Float64Array): Entries {
  const [from, to] = [entryStart[slot] as number, entryStart[slot + 1] as number];
  const a = new Int32Array(to - from);
  const b = new Int32Array(to - from);
  const count = new Float64Array(to - from);
  const row = rowStart[slot] as number;
  let length = 0;
  for (let entry = from; entry < to; entry++) {
    if (counts[entry] === 0) continue;
    a[length] = (entryA[entry] as number) - row;
    b[length] = (entryB[entry] as number) - row;
    count[length++] = counts[entry] as number;
  }
  return { a, b, count, length };
}

function addGenuine(
  totals: Float64Array,
  { a, count, length }: Entries,
  subjects: Int32Array,
  multiplicities: Uint8Array,
): void {
  const resamples = totals.length;
  for (let n = 0; n < length; n++) {
    const from = (subjects[a[n] as number] as number) * resamples;
    const times = count[n] as number;
    for (let r = 0; r < resamples; r++)
      totals[r] = (totals[r] as number) + times * (multiplicities[from + r] as number);
  }
}

/** The largest multiplicity of any of the persons. */
function largestOf(subjects: Int32Array, multiplicities: Uint8Array, resamples: number): number {
  let most = 1;
  for (let row = 0; row < subjects.length; row++) {
    const from = (subjects[row] as number) * resamples;
    for (let r = from; r < from + resamples; r++) most = Math.max(most, multiplicities[r] as number);
  }
  return most;
}

/** The largest sum of counts that share their first row. */
function largestRun({ a, count, length }: Entries): number {
  let largest = 0;
  for (let n = 0, sum = 0; n < length; n++) {
    sum = n > 0 && a[n] === a[n - 1] ? sum + (count[n] as number) : (count[n] as number);
    if (sum > largest) largest = sum;
  }
  return largest;
}

/** Writes one block of packed multiplicities of every person. */
function packRows(
  packed: Float64Array,
  subjects: Int32Array,
  multiplicities: Uint8Array,
  resamples: number,
  { first, last, perDouble, field }: Packing,
): void {
  for (let row = 0; row < subjects.length; row++) {
    const from = (subjects[row] as number) * resamples;
    for (let lane = 0; lane < BLOCK; lane++) {
      const begin = first + lane * perDouble;
      let value = 0;
      for (let r = Math.min(begin + perDouble, last) - 1; r >= begin; r--)
        value = value * field + (multiplicities[from + r] as number);
      packed[row * BLOCK + lane] = value;
    }
  }
}

/** Adds one block: the entries of each first person together, then their sums times the multiplicities of that person. */
function addRuns(
  totals: Float64Array,
  entries: Entries,
  packed: Float64Array,
  subjects: Int32Array,
  multiplicities: Uint8Array,
  packing: Packing,
): void {
  const sums = new Float64Array(BLOCK);
  for (let n = 0; n < entries.length;) {
    const person = subjects[entries.a[n] as number] as number;
    n = addRun(sums, entries, n, packed);
    unpack(totals, sums, multiplicities, person * totals.length, packing);
  }
}

/** Sums count x packed multiplicities over the entries that share the first row of entry n; returns where the next run starts. */
function addRun(sums: Float64Array, { a, b, count, length }: Entries, n: number, packed: Float64Array): number {
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
    const p = (b[n] as number) * BLOCK;
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
  { first, last, perDouble, field }: Packing,
): void {
  const shift = 1 / field;
  let r = first;
  for (let lane = 0; lane < BLOCK; lane++) {
    let rest = sums[lane] as number;
    for (let f = 0; f < perDouble && r < last; f++, r++) {
      const higher = Math.floor(rest * shift);
      totals[r] = (totals[r] as number) + (rest - higher * field) * (multiplicities[from + r] as number);
      rest = higher;
    }
  }
}
