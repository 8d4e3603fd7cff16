/** Fewest pairs that a group trains on: with fewer below the limit, its hardest ones are taken. */
const FEWEST = 32;

/**
 * The hard genuine pairs of some images: those whose similarity is below a limit, or the hardest 32.
 *
 * @param rows the images
 * @param subjectOf the person of every image
 * @param similarity of two images
 * @returns pairs of rows, the hardest first
 */
export function minePositives(
  rows: readonly number[],
  subjectOf: (row: number) => string,
  similarity: (left: number, right: number) => number,
  below = 0.6,
): [number, number][] {
  const people = new Map<string, number[]>();
  for (const row of rows) people.set(subjectOf(row), [...(people.get(subjectOf(row)) ?? []), row]);
  const pairs = [...people.values()]
    .flatMap((images) => images.flatMap((left, n) => images.slice(n + 1).map((right) => ({ left, right }))))
    .map((pair) => ({ ...pair, score: similarity(pair.left, pair.right) }))
    .sort((a, b) => a.score - b.score);
  const hard = pairs.filter(({ score }) => score < below);
  return (hard.length < FEWEST ? pairs.slice(0, FEWEST) : hard).map(({ left, right }) => [left, right]);
}
