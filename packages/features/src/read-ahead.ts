/**
 * Gives what `source` gives, but works on its next item while the consumer works on the last one: two stages of a
 * pipeline run side by side, one item apart.
 */
export async function* readAhead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    let next = source.next();
    for (;;) {
      const step = await next;
      if (step.done) return;
      next = source.next();
      // Its error belongs to whoever awaits it in the next round; until then it must not count as unhandled.
      next.catch(() => undefined);
      yield step.value;
    }
  } finally {
    await source.return(undefined);
  }
}
