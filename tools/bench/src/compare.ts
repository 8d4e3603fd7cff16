import { median } from './statistics';

/** One of the ways that are compared. */
export interface Contender {
  name: string;
  /** Runs once and gives the seconds it took. */
  run: () => Promise<number>;
}

/** Ratios of one comparison. */
export interface Comparison {
  /** Median seconds of every contender, by name. */
  seconds: Record<string, number>;
  /** Median, over the rounds, of (contender's seconds / first contender's seconds), by name. */
  ratios: Record<string, number>;
}

/**
 * Runs the contenders in turn, round by round, after one round that does not count. Ratios are taken within a round, so
 * that a machine whose speed drifts does not favour anybody. A ratio above 1 says that the first contender is faster.
 */
export async function compare(contenders: readonly Contender[], rounds: number): Promise<Comparison> {
  const times = contenders.map((): number[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [n, { run }] of contenders.entries()) {
      const seconds = await run();
      if (round > 0) times[n]?.push(seconds);
    }
  }
  const first = times[0] ?? [];
  const byName = (value: (own: number[]) => number): Record<string, number> =>
    Object.fromEntries(contenders.map(({ name }, n) => [name, value(times[n] ?? [])]));
  return {
    seconds: byName(median),
    ratios: byName((own) => median(own.map((seconds, round) => seconds / (first[round] ?? NaN)))),
  };
}
