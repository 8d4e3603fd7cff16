import type { AuditResult } from '../audit/audit-schema';
import { table, term } from './elements';
import { formatCount } from './format';
import { type Html, html } from './html';

/** The threshold slider and the table that it fills. */
export function sliderSection(audit: AuditResult): Html {
  const { rates, sweep } = audit;
  const rows = [{ group: 'all pairs', ...rates.overall }, ...rates.groups].map(
    ({ group, fmr, fnmr }, n) =>
      html`<tr>
        <th scope="row">${group}</th>
        <td>
          <span id="s${n}-fmr"></span><small><span id="s${n}-fm"></span> / ${formatCount(fmr.n)}</small>
        </td>
        <td>
          <span id="s${n}-fnmr"></span><small><span id="s${n}-fnm"></span> / ${formatCount(fnmr.n)}</small>
        </td>
      </tr>`,
  );
  return html`<div class="slider">
    <label for="threshold">Global threshold: <output id="threshold-value" for="threshold"></output></label>
    <input
      type="range"
      id="threshold"
      min="0"
      max="${sweep.thresholds.length - 1}"
      step="1"
      value="${sweep.thresholds.indexOf(audit.threshold.value)}"
    />
    ${table('Rates at the chosen threshold, and errors / pairs', ['group', term('fmr', 'FMR'), term('fnmr', 'FNMR')], rows)}
    <p>
      ${term('max-min-ratio', 'Max / min')} over groups: FMR <output id="ratio-fmr"></output>, FNMR
      <output id="ratio-fnmr"></output>.
    </p>
  </div>`;
}

/** The counts that the slider reads, as in `sweep` of `audit.json`. */
export function sliderData({ sweep, rates }: AuditResult) {
  const row = (
    counts: { falseMatches: number[]; falseNonMatches: number[] },
    own: AuditResult['rates']['overall'],
  ) => ({
    falseMatches: counts.falseMatches,
    falseNonMatches: counts.falseNonMatches,
    impostor: own.fmr.n,
    genuine: own.fnmr.n,
  });
  const groups = sweep.groups.flatMap((group, g) => {
    const own = rates.groups[g];
    return own === undefined ? [] : [row(group, own)];
  });
  return { thresholds: sweep.thresholds, rows: [row(sweep.overall, rates.overall), ...groups] };
}
