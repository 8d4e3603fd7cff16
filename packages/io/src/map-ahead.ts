/**
 * Applies `work` to every item of `source`, up to `depth` items at a time, and gives the results in the order of the
 * items. At most `depth` results wait to be taken. Before it ends, early too, all that was started has come to its end: a
 * pool of threads may then be destroyed, which no answer must reach any more.
 */
export async function* mapAhead<T, R>(
  source: Iterable<T> | AsyncIterable<T>,
  depth: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const underway: Promise<R>[] = [];
  try {
    for await (const item of source) {
      const result = work(item);
      // Its error is thrown when its turn comes; until then it must not count as unhandled.
      result.catch(() => undefined);
      underway.push(result);
      if (underway.length >= depth) yield await (underway.shift() as Promise<R>);
    }
    while (underway.length > 0) yield await (underway.shift() as Promise<R>);
  } finally {
    await Promise.allSettled(underway);
  }
}
