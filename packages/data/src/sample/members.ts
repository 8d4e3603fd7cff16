/** The items of every class. */
export interface Members {
  /** Number of classes. */
  readonly classes: number;
  /** The items of a class, in rising order; a view. */
  of(label: number): Uint32Array;
}

/** Groups items by class (a counting sort): 8 bytes an item, however many classes there are. */
export function members(labels: Int32Array, classes: number): Members {
  const starts = new Uint32Array(classes + 1);
  for (const label of labels) starts[label + 1] = (starts[label + 1] as number) + 1;
  for (let n = 0; n < classes; n++) starts[n + 1] = (starts[n + 1] as number) + (starts[n] as number);
  const next = starts.slice();
  const items = new Uint32Array(labels.length);
  labels.forEach((label, item) => {
    const at = next[label] as number;
    items[at] = item;
    next[label] = at + 1;
  });
  return { classes, of: (label) => items.subarray(starts[label], starts[label + 1]) };
}
