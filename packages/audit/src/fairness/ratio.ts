/** a / b where 0 / 0 counts as 1 (both alike) and x / 0 as Infinity: the convention of every ratio measure here. */
export function ratio(a: number, b: number): number {
  return a === b ? 1 : a / b;
}
