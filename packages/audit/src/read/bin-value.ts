/**
 * The interval that a number falls into, given the cut points between intervals in rising order: with cuts [35, 65], `30`
 * gives `<35`, `35` gives `35-<65` and `80` gives `>=65`. What is no number stays as it is.
 */
export function binValue(value: string, cuts: readonly number[]): string {
  const number = Number(value);
  if (value.trim() === '' || Number.isNaN(number) || cuts.length === 0) return value;
  const at = cuts.findIndex((cut) => number < cut);
  if (at === 0) return `<${cuts[0]}`;
  return at < 0 ? `>=${cuts.at(-1)}` : `${cuts[at - 1]}-<${cuts[at]}`;
}
