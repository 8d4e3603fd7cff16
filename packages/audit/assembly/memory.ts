/** The first address that no constant of these programs takes. */
export function firstFree(): usize {
  return __heap_base;
}
