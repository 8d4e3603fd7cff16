import type { AuditResult } from '../audit/audit-schema';
import type { JudgedMitigation, SideBySide } from '../compare/side-by-side';
import { pairedRateChart } from './charts/paired-rate-chart';
import { formatCount, formatInterval, formatMeasure, formatNumber, formatP, formatTarget } from './format';
import { type Html, html } from './html';
import type { RenderChart } from './charts/render-chart';
import { chart, systemKey, table, term } from './elements';

type Verdict = AuditResult['verdict'];

type Difference = Omit<SideBySide['comparison']['differences'][number], 'measure' | 'pCorrected'> & {
  measure: string;
  pCorrected: number | null;
};

const NAMES = { tar: 'TAR', auc: 'AUC', fmr: 'FMR', fnmr: 'FNMR', fpd: 'FPD', fnd: 'FND' } as const;
const nameOf = (measure: string): string => NAMES[measure as keyof typeof NAMES] ?? measure;

/** Anchor and title of the section of a comparison. */
export function comparisonSection({ role, names }: SideBySide): { id: string; title: string; short: string } {
  return role === 'before'
    ? { id: 'before-after', title: 'Before and after the correction', short: 'Before and after' }
    : { id: 'comparison', title: `Comparison with ${names.b}`, short: 'Comparison' };
}

/** Two systems, or one before and after a correction, side by side, as a section of the report. */
export function renderComparison(draw: RenderChart, sideBySide: SideBySide): Html {
  const { role, names, comparison, audits, mitigation } = sideBySide;
  const { pairs, onlyA, onlyB, thresholds } = comparison;
  const { id, title } = comparisonSection(sideBySide);
  const heads = role === 'before' ? { a: 'after', b: 'before' } : names;
  const charts = (['fmr', 'fnmr'] as const).map((error) =>
    chart(
      error === 'fmr' ? 'False match rate by group' : 'False non-match rate by group',
      pairedRateChart(draw, audits, heads, error),
      systemKey(heads),
    ),
  );
  return html`<section id="${id}" aria-labelledby="h-${id}">
    <h2 id="h-${id}">${title}</h2>
    <p>
      On the ${formatCount(pairs)} pairs that both have:
      ${role === 'before' ? `${names.b} (before) and ${names.a} (after)` : `${names.b} and ${names.a}`}.
      ${leftOut(onlyA, names.a)}${leftOut(onlyB, names.b)} Each has its own threshold for FMR
      ${formatTarget(audits.a.threshold.targetFmr)} on these pairs: ${formatNumber(thresholds.b)} ${inWords(heads.b)},
      ${formatNumber(thresholds.a)} ${inWords(heads.a)}.
    </p>
    ${mitigation === null ? '' : mitigationNote(mitigation, pairs)}
    ${verdictTable(audits.a.verdict, audits.b.verdict, heads)}
    <div class="charts">${charts}</div>
    ${measureTable(audits.a, audits.b, heads)}${differenceTable(sideBySide, heads)}
  </section>`;
}

const inWords = (head: string): string => (['before', 'after'].includes(head) ? head : `for ${head}`);

const leftOut = (count: number, name: string): string =>
  count === 0 ? '' : `${formatCount(count)} pairs that only ${name} has are left out. `;

function mitigationNote({ kind, fittedOn, unresolved, seenPairs }: JudgedMitigation, pairs: number): Html {
  const { people, genuine, impostor, split } = fittedOn;
  const part = split.share >= 1 ? 'everybody' : `${formatNumber(100 * split.share)} % of the people`;
  const fit = html`<p>
    The correction is ${kind}, fitted on ${part} of ${fittedOn.pairs}: ${formatCount(people)} people,
    ${formatCount(genuine)} genuine and ${formatCount(impostor)} impostor pairs.
    ${unresolved === 0 ? '' : `For ${unresolved} of its groups these pairs cannot show the target FMR; their scores are not changed.`}
    ${seenPairs === 0 ? 'None of the people in the pairs below was among them.' : ''}
  </p>`;
  if (seenPairs === 0) return fit;
  return html`${fit}
    <p class="note">
      ${formatCount(seenPairs)} of the ${formatCount(pairs)} pairs below have a person with the name of one that the
      correction was fitted on. On people it has seen a correction looks better than it is.
    </p>`;
}

function verdictTable(a: Verdict, b: Verdict, heads: { a: string; b: string }): Html {
  const cells = (own: Verdict['errors'][number] | undefined): Html =>
    html`<td class="text">${own === undefined ? '–' : own.verdict}</td>
      <td>${own === undefined ? '–' : own.ratio === null ? '∞' : formatNumber(own.ratio)}</td>
      <td>${own === undefined ? '–' : formatInterval(own)}</td>`;
  const rows = (['fmr', 'fnmr'] as const).map((error) => {
    const [first, second] = [b, a].map(({ errors }) => errors.find((own) => own.error === error));
    return html`<tr>
      <th scope="row">${error.toUpperCase()}</th>
      ${cells(first)}${cells(second)}
    </tr>`;
  });
  return table(
    `Verdict against the tolerance, the ratio of the two groups that differ most clearly, and the bounds of the largest ratio: ${heads.b}, then ${heads.a}`,
    [
      ...['error', heads.b],
      term('verdict', 'clearest'),
      ...['largest', heads.a],
      term('verdict', 'clearest'),
      'largest',
    ],
    rows,
  );
}

function measureTable(a: AuditResult, b: AuditResult, heads: { a: string; b: string }): Html {
  const cells = (own: AuditResult['measures'][number] | undefined): Html =>
    html`<td>${own === undefined ? '–' : formatMeasure(own.id, own.value)}</td>
      <td>${own === undefined ? '–' : formatInterval(own)}</td>`;
  const rows = a.measures.map((own) => {
    const other = b.measures.find(({ id, of }) => id === own.id && of === own.of);
    return html`<tr>
      <th scope="row">
        ${term(own.id)}${a.measures.filter(({ id }) => id === own.id).length > 1 ? ` (${own.of.toUpperCase()})` : ''}
      </th>
      ${cells(other)}${cells(own)}
      <td>${own.ideal}</td>
    </tr>`;
  });
  if (rows.length === 0) return html``;
  return table(
    `Summary measures over the groups: ${heads.b}, then ${heads.a}`,
    ['measure', heads.b, 'interval', heads.a, 'interval', 'ideal'],
    rows,
  );
}

function differenceTable({ comparison, measures }: SideBySide, heads: { a: string; b: string }): Html {
  const all: Difference[] = [
    ...comparison.differences,
    ...measures.map((own) => ({ ...own, group: 'all', pCorrected: null })),
  ];
  const rows = all.map(
    (row) =>
      html`<tr>
        <th scope="row">${row.group}</th>
        <td class="text">${nameOf(row.measure)}</td>
        <td>${row.measure === 'auc' ? row.b.toFixed(6) : formatNumber(row.b)}</td>
        <td>${row.measure === 'auc' ? row.a.toFixed(6) : formatNumber(row.a)}</td>
        <td>${formatNumber(row.difference)}</td>
        <td>${formatInterval(row)}</td>
        <td>${formatP(row.p)}</td>
        <td>${formatP(row.pCorrected)}</td>
      </tr>`,
  );
  return table(
    `Differences of ${heads.a} minus ${heads.b}, with 95 % intervals; rates pair by pair with p also corrected for being one of ${comparison.differences.length} (Holm), TAR, FPD and FND over resamples of the people`,
    [
      ...['group', 'of', heads.b, heads.a, 'difference'],
      term('paired', 'interval'),
      term('paired', 'p'),
      term('holm', 'p corrected'),
    ],
    rows,
  );
}
