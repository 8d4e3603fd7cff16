/** Smallest and largest of some values, in one loop: measures are made anew in thousands of resamples. Infinity and -Infinity for none. */
export function extremes(values: ArrayLike<number>): { smallest: number; largest: number } {
  let smallest = Infinity;
  let largest = -Infinity;
  for (let n = 0; n < values.length; n++) {
    smallest = Math.min(smallest, values[n] as number);
    largest = Math.max(largest, values[n] as number);
  }
  return { smallest, largest };
}
