import type { SystemComparison } from '../compare/compare-systems';
import { formatCount, formatInterval, formatNumber } from './format';
import { type Html, html } from './html';
import { table } from './report-tables';

/** Two systems side by side, as a section of the report. */
export function renderComparison(
  { pairs, onlyA, onlyB, thresholds, differences }: SystemComparison,
  a: string,
  b: string,
): Html {
  const rows = differences.map(
    (row) =>
      html`<tr>
        <th scope="row">${row.group}</th>
        <td class="text">${row.measure.toUpperCase()}</td>
        <td>${formatNumber(row.a)}</td>
        <td>${formatNumber(row.b)}</td>
        <td>${formatNumber(row.difference)}</td>
        <td>${formatInterval(row)}</td>
        <td>${formatNumber(row.p)}</td>
        <td>${formatNumber(row.pCorrected)}</td>
      </tr>`,
  );
  return html`<section id="comparison" aria-labelledby="h-comparison">
    <h2 id="h-comparison">Comparison with ${b}</h2>
    <p>
      On the ${formatCount(pairs)} pairs that both systems scored (${formatCount(onlyA)} and ${formatCount(onlyB)} only
      one of them did). Each system has a threshold of its own for the target FMR: ${formatNumber(thresholds.a)} and
      ${formatNumber(thresholds.b)}.
    </p>
    ${table(
      `Differences of ${a} minus ${b}, pair by pair, with 95 % intervals; p is corrected for all rows (Holm)`,
      ['group', 'of', a, b, 'difference', 'interval', 'p', 'p corrected'],
      rows,
    )}
  </section>`;
}
