const DIGITS = [11, 11, 10];
const SHORT_RUN = 24;

/**
 * The order that sorts scores upwards: scores[order[0]] is the smallest. Equal scores stay in their order.
 *
 * Radix sort on the upper 32 bits of the doubles (sign, exponent, 20 bits of the mantissa), then a comparison sort inside
 * runs that agree in those. Scores must be numbers, not NaN.
 */
export function sortScores(scores: Float64Array): Uint32Array {
  const length = scores.length;
  const words = new Uint32Array(scores.buffer, scores.byteOffset, length * 2);
  let keys = new Uint32Array(length);
  let order = new Uint32Array(length);
  for (let n = 0; n < length; n++) {
    // The bits turned so that unsigned order is the order of the numbers.
    const high = words[2 * n + 1] as number;
    keys[n] = high ^ (high >>> 31 === 1 ? 0xffffffff : 0x80000000);
    order[n] = n;
  }
  let nextKeys = new Uint32Array(length);
  let nextOrder = new Uint32Array(length);
  let shift = 0;
  for (const bits of DIGITS) {
    const mask = (1 << bits) - 1;
    const starts = new Uint32Array(mask + 2);
    for (let n = 0; n < length; n++) {
      const digit = (((keys[n] as number) >>> shift) & mask) + 1;
      starts[digit] = (starts[digit] as number) + 1;
    }
    for (let digit = 0; digit <= mask; digit++)
      starts[digit + 1] = (starts[digit + 1] as number) + (starts[digit] as number);
    for (let n = 0; n < length; n++) {
      const key = keys[n] as number;
      const digit = (key >>> shift) & mask;
      const to = starts[digit] as number;
      starts[digit] = to + 1;
      nextKeys[to] = key;
      nextOrder[to] = order[n] as number;
    }
    [keys, nextKeys] = [nextKeys, keys];
    [order, nextOrder] = [nextOrder, order];
    shift += bits;
  }
  sortRuns(order, scores, keys);
  return order;
}

/** Finishes runs whose upper bits agree; `keys` are in the order of `order`. */
function sortRuns(order: Uint32Array, scores: Float64Array, keys: Uint32Array): void {
  for (let start = 0; start < order.length;) {
    const key = keys[start] as number;
    let end = start + 1;
    while (end < order.length && keys[end] === key) end++;
    if (end - start > SHORT_RUN) {
      const byScore = (a: number, b: number): number => (scores[a] as number) - (scores[b] as number) || a - b;
      order.subarray(start, end).sort(byScore);
    } else {
      for (let at = start + 1; at < end; at++) {
        const item = order[at] as number;
        const score = scores[item] as number;
        let to = at;
        while (to > start && (scores[order[to - 1] as number] as number) > score) {
          order[to] = order[to - 1] as number;
          to--;
        }
        order[to] = item;
      }
    }
    start = end;
  }
}

/** Whether no score is smaller than the one before it. */
export function isAscending(scores: Float64Array): boolean {
  for (let n = 1; n < scores.length; n++) if ((scores[n] as number) < (scores[n - 1] as number)) return false;
  return true;
}
