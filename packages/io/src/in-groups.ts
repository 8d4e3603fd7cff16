/** Gathers items into groups of `length`, in their order; the last group may be smaller. */
export async function* inGroups<T>(items: Iterable<T> | AsyncIterable<T>, length: number): AsyncGenerator<T[]> {
  let group: T[] = [];
  for await (const item of items) {
    group.push(item);
    if (group.length < length) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}
