/**
 * Gives what `source` gives, but has it work on its next items while the consumer works on the last one: two stages of a
 * pipeline run side by side, up to `depth` items apart.
 */
export async function* readAhead<T>(source: AsyncGenerator<T>, depth = 1): AsyncGenerator<T> {
  const underway: Promise<IteratorResult<T, unknown>>[] = [];
  const start = (): void => {
    const next = source.next();
    // Its error belongs to whoever awaits it when its turn comes; until then it must not count as unhandled.
    next.catch(() => undefined);
    underway.push(next);
  };
  try {
    while (underway.length < depth) start();
    for (;;) {
      const step = await underway.shift();
      if (step === undefined || step.done) return;
      start();
      yield step.value;
    }
  } finally {
    await source.return(undefined);
  }
}
