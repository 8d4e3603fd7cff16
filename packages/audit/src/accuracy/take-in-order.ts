/** The column in another order, written to `ordered`: place n gets what is at place order[n]. */
export function takeInOrder<T extends Int32Array | Uint8Array | Float64Array>(
  column: ArrayLike<number>,
  order: ArrayLike<number>,
  ordered: T,
): T {
  for (let n = 0; n < ordered.length; n++) ordered[n] = column[order[n] as number] as number;
  return ordered;
}
