/**
 * Applies `work` to every item of `source`, up to `depth` items at a time, and gives the results in the order of the
 * items. At most `depth` results wait to be taken.
 */
export async function* mapAhead<T, R>(
  source: Iterable<T> | AsyncIterable<T>,
  depth: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const underway: Promise<R>[] = [];
  for await (const item of source) {
    const result = work(item);
    // Its error is thrown when its turn comes; until then it must not count as unhandled.
    result.catch(() => undefined);
    underway.push(result);
    const oldest = underway.length < depth ? undefined : underway.shift();
    if (oldest !== undefined) yield await oldest;
  }
  for (const result of underway) yield await result;
}
