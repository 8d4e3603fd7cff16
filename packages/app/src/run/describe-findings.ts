import type { BranchSummary, CheckSummary, Finding } from '@fairface/data';

/** Findings of one kind that are shown; the file has them all. */
const SHOWN = 3;

/** The branches in numbers, and what was found, the worst first. */
export function describeFindings(summary: CheckSummary, findings: readonly Finding[], images: boolean): string {
  const { counts } = summary;
  const read = images ? `${summary.images} images read` : 'images not read (--no-images)';
  const total = (['error', 'warning', 'notice'] as const).map((severity) => plural(counts[severity], severity));
  const kinds = (['error', 'warning', 'notice'] as const).flatMap((severity) =>
    kindsOf(findings.filter((finding) => finding.severity === severity)),
  );
  return [...table(summary.branches), '', ...kinds, `${total.join(', ')}; ${read}`].join('\n');
}

function table(branches: readonly BranchSummary[]): string[] {
  const rows = [
    ['branch', 'items', 'people', 'items a person', 'a step', 'pairs'],
    ...branches.map(({ name, items, people, perPerson: [fewest, median, most], batch, pairs }) => [
      name,
      String(items),
      String(people),
      `${fewest} to ${most}, median ${median}`,
      String(batch),
      pairs === undefined ? '' : String(pairs),
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function kindsOf(findings: readonly Finding[]): string[] {
  const codes = [...new Set(findings.map(({ code }) => code))];
  return codes.flatMap((code) => {
    const same = findings.filter((finding) => finding.code === code);
    const shown = same.slice(0, SHOWN).map(({ branch, item, detail }) => {
      const what = item === '' ? '' : `${item.replace('\t', ' and ')}: `;
      return `  [${branch}] ${what}${detail}`;
    });
    const more = same.length > SHOWN ? [`  ... and ${same.length - SHOWN} more`] : [];
    return [`${same[0]?.severity} ${code} (${same.length})`, ...shown, ...more, ''];
  });
}

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
