import type { AuditResult } from '../audit/audit-schema';
import { numbered, table, term } from './elements';
import { formatCount, formatInterval, formatNotes, formatNumber, formatTarget } from './format';
import { type Html, html } from './html';

type Rate = AuditResult['rates']['overall']['fmr'];

const SHOWN_RATIOS = 8;

/** The rates of one attribute's groups, whatever the others are. */
export function attributesTable({ byAttribute, rates }: AuditResult): Html {
  if (byAttribute.length === 0) return html``;
  const groups = byAttribute.flatMap((own) => own.groups);
  const ratios = byAttribute.flatMap((own) => own.ratios).sort((x, y) => (y.lower ?? 0) - (x.lower ?? 0));
  return html`<h3>Each attribute alone</h3>
    ${rateRows('Error rates of the groups of one attribute at the same threshold', groups, rates.overall)}
    ${ratioRows('Ratios within one attribute; the intervals of an attribute hold together with 95 %', ratios)}`;
}

export function ratesTable({ rates, settings }: AuditResult): Html {
  return rateRows(
    `Error rates at the global threshold with 95 % intervals and the counts behind them; groups by ${settings.protected.join(', ') || 'nothing'}`,
    rates.groups,
    rates.overall,
  );
}

function rateRows(
  caption: string,
  groups: AuditResult['rates']['groups'],
  overall: AuditResult['rates']['overall'],
): Html {
  const cells = ({ k, n, rate, ...interval }: Rate): Html =>
    html`<td>${formatNumber(rate)}</td>
      <td>${formatInterval(interval)}</td>
      <td>${formatCount(k)} / ${formatCount(n)}</td>`;
  const row = (name: string, { fmr, fnmr }: { fmr: Rate; fnmr: Rate }): Html =>
    html`<tr>
      <th scope="row">${name}</th>
      ${cells(fmr)}${cells(fnmr)}
      <td class="text note">${formatNotes([fmr.note, fnmr.note])}</td>
    </tr>`;
  const head = (id: 'fmr' | 'fnmr') => [term(id, id.toUpperCase()), term('interval', 'interval'), 'errors / pairs'];
  return table(
    caption,
    ['group', ...head('fmr'), ...head('fnmr'), 'note'],
    [...groups.map((group) => row(group.group, group)), row('all pairs', overall)],
  );
}

/**
 * FMR of every pair of groups; colour tells how far from the target, grey is on target, and hatching that the interval contains the
 * target.
 */
export function heatMap({ rates, threshold }: AuditResult): Html {
  const names = rates.groups.map(({ group }) => group);
  const { targetFmr } = threshold;
  const cell = (a: string, b: string): Html => {
    const pair = rates.pairs.find(({ groups: [x, y] }) => (x === a && y === b) || (x === b && y === a));
    if (pair === undefined || pair.fmr.rate === null) return html`<td>–</td>`;
    const { rate, k, n, lower, upper } = pair.fmr;
    const isOpen = (lower ?? 0) <= targetFmr && (upper ?? 1) >= targetFmr;
    const steps = rate === 0 ? -2 : Math.max(-2, Math.min(2, Math.log10(rate / targetFmr)));
    const strength = rate === 0 && isOpen ? 0 : Math.round(Math.abs(steps) * 25 + 6);
    const colour = Math.abs(steps) < 0.1 ? '--line' : steps > 0 ? '--series-1' : '--series-0';
    const style = `background-color:color-mix(in srgb, var(${colour}) ${strength}%, var(--paper))`;
    return html`<td class="${isOpen ? 'open' : ''}" style="${style}">
      ${formatNumber(rate)}<small>${formatCount(k)} / ${formatCount(n)}</small>
    </td>`;
  };
  const rows = names.map(
    (a, n) =>
      html`<tr>
        <th scope="row">${n + 1}. ${a}</th>
        ${names.map((b) => cell(a, b))}
      </tr>`,
  );
  return html`<p>
      ${term('fmr', 'FMR')} of impostor pairs whose images are of the group of the row and of that of the column, and
      false matches / pairs. The target is ${formatTarget(targetFmr)}: orange is above it, blue below, grey on it.
      Hatched cells cannot be told from the target: their 95 % ${term('interval', 'interval')} contains it.
    </p>
    ${table('FMR between groups', ['group', ...numbered(names)], rows, names.length > 30 ? 'heat tiny' : names.length > 14 ? 'heat small' : 'heat')}`;
}

/** The pairs of groups that differ most for certain; all others one click away. */
export function ratiosTable({ ratios }: AuditResult): Html {
  const sorted = [...ratios].sort((x, y) => (y.lower ?? 0) - (x.lower ?? 0));
  return ratioRows('Ratio of the rates of two groups; all intervals together hold with 95 %', sorted);
}

function ratioRows(title: string, sorted: AuditResult['ratios']): Html {
  const row = ({ error, a, b, ratio, ...interval }: AuditResult['ratios'][number]): Html =>
    html`<tr>
      <th scope="row">${a}</th>
      <th scope="row">${b}</th>
      <td class="text">${error.toUpperCase()}</td>
      <td>${ratio === null ? '∞' : formatNumber(ratio)}</td>
      <td>${formatInterval(interval)}</td>
    </tr>`;
  const show = (caption: string, own: AuditResult['ratios']): Html =>
    table(caption, ['higher group', 'lower group', 'of', term('ratio', 'ratio'), 'interval'], own.map(row));
  if (sorted.length <= SHOWN_RATIOS + 4) return show(title, sorted);
  return html`${show(`${title}: the ${SHOWN_RATIOS} whose lower bound is highest`, sorted.slice(0, SHOWN_RATIOS))}
    <details>
      <summary>All ${sorted.length} ratios</summary>
      ${show(title, sorted)}
    </details>`;
}

export function ownThresholdsTable({ groupThresholds }: AuditResult): Html {
  if (groupThresholds === null) return html``;
  const rows = groupThresholds.map(
    ({ group, threshold, fmr, fnmr }) =>
      html`<tr>
        <th scope="row">${group}</th>
        <td>${formatNumber(threshold)}</td>
        <td>${formatNumber(fmr.rate)}</td>
        <td>${formatCount(fmr.k)} / ${formatCount(fmr.n)}</td>
        <td>${formatNumber(fnmr.rate)}</td>
        <td>${formatInterval(fnmr)}</td>
        <td>${formatCount(fnmr.k)} / ${formatCount(fnmr.n)}</td>
      </tr>`,
  );
  return table(
    'With a threshold of its own for each group (looks fairer than one threshold is)',
    ['group', 'threshold', 'FMR', 'errors / pairs', 'FNMR', 'interval', 'errors / pairs'],
    rows,
  );
}
