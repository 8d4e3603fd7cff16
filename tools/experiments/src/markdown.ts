/** A table in Markdown. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return `${[line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n')}\n`;
}

/** A difference with its interval and signs: `+1.2 (-0.1 to +2.5)`; each times a factor. */
export function signedInterval(
  { value, lower, upper }: { value: number; lower: number; upper: number },
  times: number,
  digits: number,
): string {
  const text = (number: number): string => `${number > 0 ? '+' : ''}${(number * times).toFixed(digits)}`;
  return `${text(value)} (${text(lower)} to ${text(upper)})`;
}
