/** Tells groups apart by their values, whatever these are: each in quotes. */
export const groupKey = (values: readonly string[]): string => values.map((value) => JSON.stringify(value)).join('-');

/**
 * Names of groups by their keys: the values with `-` between them; the key where another group would have the same name,
 * as the values `a-b`, `c` and `a`, `b-c` do.
 *
 * @param groups - the values of every group, by its key
 */
export function groupNames(groups: ReadonlyMap<string, readonly string[]>): Map<string, string> {
  const bearers = new Map<string, number>();
  for (const values of groups.values()) {
    const name = values.join('-');
    bearers.set(name, (bearers.get(name) ?? 0) + 1);
  }
  return new Map(
    [...groups].map(([key, values]) => {
      const name = values.join('-');
      return [key, bearers.get(name) === 1 && !groups.has(name) ? name : key];
    }),
  );
}
