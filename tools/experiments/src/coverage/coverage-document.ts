import type { Coverage } from '@fairface/audit';
import type { Scenario } from './scenarios';

/** What was found for one column. */
export interface ScenarioCoverage {
  scenario: Scenario;
  coverage: readonly Coverage[];
}

/** Rows of the table: the method of `simulateCoverage` and what it is called. */
const ROWS: readonly (readonly [string, string])[] = [
  ['rate fmr', 'FMR of a group'],
  ['rate fnmr', 'FNMR of a group'],
  ['ratio fmr', 'ratio of two FMRs'],
  ['ratio fnmr', 'ratio of two FNMRs'],
  ['auc', 'AUC'],
  ['cell auc positive', 'AUC+ of a cell of the challenge'],
  ['cell auc negative', 'AUC- of a cell of the challenge'],
  ['bias positive', 'bias, genuine pairs'],
  ['bias negative', 'bias, impostor pairs'],
  ['difference auc', 'AUC, difference of two systems'],
  ['difference fnmr', 'FNMR of a group, difference of two systems'],
  ['max-min-difference fmr', 'max - min of the FMRs'],
  ['max-min-difference fnmr', 'max - min of the FNMRs'],
  ['max-min-ratio fmr', 'max / min of the FMRs'],
  ['max-min-ratio fnmr', 'max / min of the FNMRs'],
  ['max-geomean-ratio fmr', 'max / geometric mean of the FMRs'],
  ['max-geomean-ratio fnmr', 'max / geometric mean of the FNMRs'],
  ['fpd fmr', 'FPD'],
  ['fnd fnmr', 'FND'],
  ['garbe both', 'GARBE'],
  ['fdr both', 'FDR'],
  ['ir both', 'IR'],
  ['werm both', 'WERM'],
  ['mape fmr', 'MAPE'],
  ['sedg both', 'SEDG'],
  ['ser accuracy', 'SER'],
  ['std-ddof1 accuracy', 'STD of the accuracies'],
  ['eer', 'EER'],
  ['d-prime', "d'"],
  ['kl genuine', 'KL of two groups, genuine pairs'],
  ['kl impostor', 'KL of two groups, impostor pairs'],
  ['js genuine', 'JS of two groups, genuine pairs'],
  ['js impostor', 'JS of two groups, impostor pairs'],
  ['wasserstein genuine', 'Wasserstein distance of two groups, genuine pairs'],
  ['wasserstein impostor', 'Wasserstein distance of two groups, impostor pairs'],
  ['ece', 'ECE of a group'],
  ['ks', 'KS calibration error of a group'],
  ['brier', 'Brier score of a group'],
  ['plain fmr', 'for comparison: FMR, pairs taken for independent'],
  ['plain fnmr', 'for comparison: FNMR, pairs taken for independent'],
];

/** Rows of rates and of what is made of them. */
const OF_RATES = / (fmr|fnmr|both|accuracy)$/;

/** From and to: what counts as the 95 % that were promised, in percent. */
const [LEAST, MOST] = [93, 97];

/** docs/coverage.md. */
export function coverageDocument(
  found: readonly ScenarioCoverage[],
  { repetitions, scores, resamples }: { repetitions: number; scores: number; resamples: number },
): string {
  const head = ['interval', ...found.map(({ scenario }) => scenario.title)];
  const rows = ROWS.map(([method, name]) => [
    OF_RATES.test(method) && !method.startsWith('difference') ? `${name} \\*` : name,
    ...found.map(({ coverage }) => cell(coverage, method)),
  ]);
  return `# Coverage of the intervals

Written by \`npm run coverage\` (${resamples} resamples in each audit). Rows of rates and of measures
made of them, which the table marks by *, come from ${repetitions} audits a column, the others from ${scores}.

An interval of 95 % should hold the true value in 95 of 100 audits. Each audit here draws new people and new pairs from a
population whose rates are known: scores are normal, and a part of each score belongs to the people, so that pairs that
share somebody depend on each other (30 % of the variance; 10 % in the second column). Everybody has three images and
100 impostor pairs, or one with everybody else where there are fewer people. The rates of two groups are 1 % and 2 %
(FMR), 5 % and 10 % (FNMR); those of four are 1, 1, 1.5 and 3 %, and 5, 5, 8 and 10 %; equal groups have 1 % and 5 %.

Percent of the intervals that held the truth; **bold** where it is not ${LEAST} to ${MOST}. Of ${repetitions} audits the
percentage itself is known to about ${known(repetitions)} points, of ${scores} to ${known(scores)}.

${table([head, ...rows])}

What to make of it:

- With 100 people or more in a group, rates, ratios, AUCs, distances, calibration errors and differences of systems hold the
  truth about as often as they say. The verdict and the comparison of systems rest on them.
- Measures of inequality and distances cannot fall below their ideal value, and noise makes them larger. Their lower bound is a
  test turned round, so that equal groups are found unequal in about 5 of 100 audits.
- Where several groups share the lowest or the highest rate, chance has more ways to make a range large than the differences that
  were found would have if they were smaller. Ranges, IR, FDR, Gini measures and largest over mean are therefore tested at the
  nearest rates that have the smaller value, with the extremes drawn together until they share it.
- SEDG holds the groups against the rates of all pairs. As in an audit these are the rates of the same pairs, resampled together
  with the groups. Two groups with as many pairs each lie equally far from them, so that their SEDG is 0 whatever is drawn: nothing
  to be held, and no number in the table. For fewer people, four groups as in the second column but 30 % of the variance theirs (600
  audits, known to 1.7 points): 95.5 % with 50 people in each, 99.8 % with 20.
- The bias numbers rest on a few badly placed pairs, which make the bias of equal groups large and what chance could do look large
  as well. Chance is therefore counted in units of the error 1 - AUC over all cells of the same resample.
- The interval of a cell's AUC takes the part of the other kind's pairs from the AUC of all pairs, an approximation, and a cell
  is never taken to be surer than the placements of all pairs let it be.
- Populations that the intervals were not made with (\`simulateCoverage\`, rates only, 350 audits each, known to 2.3 points; 150
  people in each of six groups, 4 images). FMR 0.5 to 3 % and FNMR 3 to 10 %, all groups different, 50 impostor pairs each, 30 % of
  the variance theirs: all rows 93.4 to 98.0 %. FMR 0.4, 0.4, 0.4, 0.8, 2 and 2 %, FNMR 4, 3, 3, 3, 12 and 12 %, 60 impostor
  pairs, 20 %, where several groups share either end: WERM 89.4, IR 91.4 and FND 92.9 %, SEDG 100 %, all others 93.4 to 95.7 %.
  With many groups at the same extreme the lower bounds of WERM and IR are still somewhat too high, and SEDG's is too low.
- Fewer than 100 people in a group: the last two columns say what to expect. With 20 people most intervals are wider than they need
  be, while differences between systems, Brier scores and MAPE are held too rarely. The audit marks such groups (\`few-people\`)
  and warns in the report.
- Pairs taken for independent, as a plain Wilson interval does, are the reason for all this: the rows at the end.
`;
}

/** Half the width of the 95 % interval of a percentage near 95. */
const known = (audits: number): string => (196 * Math.sqrt((0.95 * 0.05) / audits)).toFixed(1);

/** A Markdown table with columns of one width, numbers to the right: as Prettier leaves it. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row.map((text, column) => (column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0))),
  );
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [lines[0] ?? [], rule, ...lines.slice(1)].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function cell(coverage: readonly Coverage[], method: string): string {
  const own = coverage.find((one) => one.method === method);
  if (own === undefined) return '-';
  const percent = 100 * own.held;
  return percent < LEAST || percent > MOST ? `**${percent.toFixed(1)}**` : percent.toFixed(1);
}
