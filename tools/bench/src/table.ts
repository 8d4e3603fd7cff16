import type { Comparison } from './compare';

/** A comparison as a Markdown table; more columns may follow the ratio. */
export function table(
  title: string,
  { seconds, ratios }: Comparison,
  extra: Record<string, Record<string, string>> = {},
): string {
  const columns = Object.keys(extra);
  const lines = [
    `### ${title}`,
    '',
    `| what | median s | times the first | ${columns.map((name) => `${name} | `).join('')}`.trimEnd(),
    `| --- | --- | --- | ${columns.map(() => '--- | ').join('')}`.trimEnd(),
    ...Object.entries(seconds).map(([name, value]) => {
      const more = columns.map((column) => `${extra[column]?.[name] ?? ''} | `).join('');
      return `| ${name} | ${value.toFixed(3)} | ${(ratios[name] ?? NaN).toFixed(2)} | ${more}`.trimEnd();
    }),
  ];
  return lines.join('\n');
}
