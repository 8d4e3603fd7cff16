/** Finds rows by name. */
export interface NameIndex {
  /** The row of a name: as it stands, else without `_cropped` and extension, unless two rows share that. */
  find(name: string): number | undefined;
}

const SHARED = -1;

/** The name without `_cropped` and extension: a photograph and its crop have the same. */
export function stem(name: string): string {
  return name.replace(/\.[^./\\]*$/, '').replace(/_cropped$/, '');
}

/** Indexes names; nothing is done before the first search. Of equal names the first counts. */
export function nameIndex(names: readonly string[]): NameIndex {
  let exact: Map<string, number> | undefined;
  let stems: Map<string, number> | undefined;
  return {
    find(name) {
      exact ??= firstRows(names);
      const row = exact.get(name);
      if (row !== undefined) return row;
      stems ??= uniqueStems(exact);
      const found = stems.get(stem(name));
      return found === SHARED ? undefined : found;
    },
  };
}

function firstRows(names: readonly string[]): Map<string, number> {
  const rows = new Map<string, number>();
  names.forEach((name, row) => {
    if (!rows.has(name)) rows.set(name, row);
  });
  return rows;
}

function uniqueStems(exact: ReadonlyMap<string, number>): Map<string, number> {
  const rows = new Map<string, number>();
  for (const [name, row] of exact) rows.set(stem(name), rows.has(stem(name)) ? SHARED : row);
  return rows;
}
