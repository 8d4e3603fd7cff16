/**
 * Starts work on items ahead of its consumer, on at most `limit` at once, and yields the results in the order of the
 * items. Before it ends, early too, all that was started has come to its end.
 */
export async function* runAhead<Item, Result>(
  items: AsyncIterable<Item>,
  limit: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const running: Promise<Result>[] = [];
  try {
    for await (const item of items) {
      const result = work(item);
      result.catch(() => undefined); // thrown when its turn comes
      running.push(result);
      if (running.length >= limit) yield* first(running);
    }
    while (running.length > 0) yield* first(running);
  } finally {
    await Promise.allSettled(running);
  }
}

async function* first<Result>(running: Promise<Result>[]): AsyncGenerator<Result> {
  const result = running.shift();
  if (result) yield await result;
}
