import type { AuditResult } from '../audit/audit-schema';
import { numbered, table, term } from './elements';
import { formatCount, formatInterval, formatNumber } from './format';
import { type Html, html } from './html';

const SHOWN_STRATA = 100;
/** Groups whose names fit above columns. */
const NAMED_COLUMNS = 6;

/** The challenge's AUC table and the bias numbers made of it. */
export function challengeTables({ challenge, rates, byAttribute }: AuditResult): Html {
  if (challenge === null)
    return html`<p>No attributes to be held constant were named (--legitimate), so this table was not made.</p>`;
  const groups = rates.groups.map(({ group }) => group);
  const side = (
    name: string,
    { cells, bias, strataUsed, strataSkipped, discrimination, ...interval }: typeof challenge.positive,
  ): Html => {
    const all = strataBySize(cells);
    const strata = all.slice(0, SHOWN_STRATA);
    const rows = strata.map((stratum) => {
      const own = cells.filter(({ legitimate }) => legitimate === stratum);
      const columns = groups.map((group) => {
        const cell = own.find((one) => one.protected === group);
        return cell === undefined
          ? html`<td>–</td>`
          : html`<td title="95 % ${formatInterval(cell)}">
              ${cell.auc.toFixed(6)}<small>${formatCount(cell.n)}</small>
            </td>`;
      });
      return html`<tr>
        <th scope="row">${stratum}</th>
        ${columns}
      </tr>`;
    });
    const average = groups.map((group) => html`<td>${formatNumber(discrimination[group])}</td>`);
    return html`<p>
        ${name}: ${term('challenge-bias', 'bias')} (reconstruction)
        ${
          bias === null
            ? html`<strong>not defined</strong>: there is no cell in which all groups occur, among ${strataSkipped}.`
            : html`<strong>${formatNumber(bias)}</strong> ${formatInterval(interval)}, from ${strataUsed}
                ${strataUsed === 1 ? 'cell' : 'cells'} in which all groups occur; ${strataSkipped} left out.`
        }
      </p>
      <details>
        <summary>${name}: the table of cells</summary>
        ${groups.length > NAMED_COLUMNS ? html`<p>Columns: ${groups.map((group, n) => `${n + 1}. ${group}`).join('; ')}.</p>` : ''}
        ${
          all.length > strata.length
            ? html`<p>
                The ${SHOWN_STRATA} cells with the most pairs of ${formatCount(all.length)}; tables/challenge.csv has
                all.
              </p>`
            : ''
        }
        ${table(
          `${name}: AUC of each cell, and its pairs`,
          [challenge.legitimate.join(', '), ...(groups.length > NAMED_COLUMNS ? numbered(groups) : groups)],
          [
            ...rows,
            html`<tr>
              <th scope="row">mean distance from the best group</th>
              ${average}
            </tr>`,
          ],
          'cells',
        )}
      </details>`;
  };
  return html`<p>
      ${term('auc-cell')}, with ${challenge.legitimate.join(', ')} held constant. The table is computed as by the
      organisers; how one number is made of it is a reconstruction.
    </p>
    ${side('Genuine pairs (AUC+)', challenge.positive)}${side('Impostor pairs (AUC−)', challenge.negative)}${attributeBias(byAttribute)}`;
}

/** Legitimate cells, those with the most pairs first. */
function strataBySize(cells: NonNullable<AuditResult['challenge']>['positive']['cells']): string[] {
  const sizes = new Map<string, number>();
  for (const { legitimate, n } of cells) sizes.set(legitimate, (sizes.get(legitimate) ?? 0) + n);
  return [...sizes].sort(([, a], [, b]) => b - a).map(([name]) => name);
}

function attributeBias(byAttribute: AuditResult['byAttribute']): Html {
  const rows = byAttribute.flatMap(({ attribute, challenge }) =>
    challenge === null
      ? []
      : [
          html`<tr>
            <th scope="row">${attribute}</th>
            <td>${formatNumber(challenge.positive.bias)}</td>
            <td>${formatInterval(challenge.positive)}</td>
            <td>${formatNumber(challenge.negative.bias)}</td>
            <td>${formatInterval(challenge.negative)}</td>
          </tr>`,
        ],
  );
  if (rows.length === 0) return html``;
  return table(
    'The same bias (reconstruction) for each attribute alone',
    ['attribute', 'genuine', 'interval', 'impostor', 'interval'],
    rows,
  );
}
