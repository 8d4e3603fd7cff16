/** Labels as dense numbers. */
export interface ClassIndex {
  /** `[N]`, 0 to `classes.length - 1`. */
  labels: Int32Array;
  /** The label text of every class. */
  classes: string[];
}

/**
 * Numbers the classes: by value where every label is a whole number, else by code unit. The order hangs on the set of
 * labels alone, so that the columns of a trained head keep their meaning when a list is shuffled.
 */
export function indexClasses(texts: readonly string[]): ClassIndex {
  const classes = [...new Set(texts)];
  const numeric = classes.every((text) => /^\d{1,15}$/.test(text));
  classes.sort(numeric ? (a, b) => Number(a) - Number(b) || compare(a, b) : compare);
  const numbers = new Map(classes.map((text, n) => [text, n]));
  return { labels: Int32Array.from(texts, (text) => numbers.get(text) ?? -1), classes };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
