/**
 * The name that was probably meant: the one with the fewest letters to insert, delete, exchange or swap with the next
 * (Damerau and Levenshtein), if those are at most a third of its letters, or one.
 */
export function nearestName(name: string, names: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  let fewest = Infinity;
  for (const candidate of names) {
    const limit = Math.max(1, Math.floor(candidate.length / 3));
    if (candidate.length < 2 || Math.abs(candidate.length - name.length) > limit) continue;
    const edits = distance(name.toLowerCase(), candidate.toLowerCase());
    if (edits <= limit && edits < fewest) [nearest, fewest] = [candidate, edits];
  }
  return nearest;
}

function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const exchange = (row[j] as number) + (a[i] === b[j] ? 0 : 1);
      const swapped = i > 0 && j > 0 && a[i] === b[j - 1] && a[i - 1] === b[j];
      const swap = swapped ? (before[j - 1] as number) + 1 : Infinity;
      next.push(Math.min(exchange, swap, (row[j + 1] as number) + 1, (next[j] as number) + 1));
    }
    [before, row] = [row, next];
  }
  return row[b.length] as number;
}
