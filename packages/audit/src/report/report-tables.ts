import type { AuditResult } from '../audit/audit-schema';
import { formatCount, formatInterval, formatMeasure, formatNote, formatNumber, formatTarget } from './format';
import { GLOSSARY } from './glossary';
import { MOST_LINES } from './charts';
import { Html, html } from './html';
import { seriesColour, seriesDash } from './render-chart';

type Rate = AuditResult['rates']['overall']['fmr'];

const SHOWN_RATIOS = 8;

/** Columns of words: their heads stand at the left, as they do. */
const TEXT_COLUMNS: readonly (string | Html)[] = ['of', 'note', 'pairs compared', 'lower group', 'verdict'];

/** A link to the definition of a number. */
export function term(id: string, text?: string): Html {
  const name = text ?? GLOSSARY.find((definition) => definition.id === id)?.name ?? id;
  return html`<a href="#def-${id}">${name}</a>`;
}

/** A chart with its title, and below it what its lines or marks mean. */
export function chart(title: string, svg: string, key: Html = html``): Html {
  return html`<figure>
    <figcaption>${title}</figcaption>
    ${new Html(svg)}${key}
  </figure>`;
}

/** What the lines of a chart mean; groups beyond the most that a chart shows, and those without a line, are named. */
export function groupKey(groups: readonly string[], missing: readonly string[] = [], why = ''): Html {
  const entries = groups.slice(0, MOST_LINES).map((group, g) => {
    const dash = { solid: '', dashed: '6 3', dotted: '2 3' }[seriesDash(g)];
    return missing.includes(group)
      ? html``
      : html`<li>
          <svg viewBox="0 0 28 8" aria-hidden="true">
            <line
              x1="0"
              y1="4"
              x2="28"
              y2="4"
              stroke="${seriesColour(g)}"
              stroke-width="3"
              stroke-dasharray="${dash}"
            />
          </svg>
          ${group}
        </li>`;
  });
  const left = groups.slice(MOST_LINES);
  return html`<ul class="key">
      ${entries}
    </ul>
    ${missing.length === 0 ? '' : html`<p class="note">Not drawn, ${why}: ${missing.join('; ')}.</p>`}
    ${left.length === 0 ? '' : html`<p class="note">Only the first ${MOST_LINES} groups are drawn.</p>`}`;
}

/** A table that scrolls sideways on narrow screens and can be reached by keyboard. */
export function table(caption: string, head: readonly (string | Html)[], rows: readonly Html[], kind = ''): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
    <table class="${kind}">
      <caption>
        <span>${caption}</span>
      </caption>
      <thead>
        <tr>
          ${head.map((cell) => html`<th scope="col" class="${TEXT_COLUMNS.includes(cell) ? 'text' : ''}">${cell}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

export function dataTable({ data }: AuditResult): Html {
  const rows = data.groups.map(
    ({ group, images, people, genuine, impostor, failed }) =>
      html`<tr>
        <th scope="row">${group}</th>
        <td>${formatCount(people)}</td>
        <td>${formatCount(images)}</td>
        <td>${formatCount(genuine)}</td>
        <td>${formatCount(impostor)}</td>
        <td>${failed === null ? 'not given' : formatCount(failed)}</td>
      </tr>`,
  );
  return table(
    'People, images and pairs of each group; pairs have both images in the group',
    ['group', 'people', 'images', 'genuine pairs', 'impostor pairs', 'failed images'],
    rows,
  );
}

export function ratesTable({ rates, settings }: AuditResult): Html {
  const cells = ({ k, n, rate, ...interval }: Rate): Html =>
    html`<td>${formatNumber(rate)}</td>
      <td>${formatInterval(interval)}</td>
      <td>${formatCount(k)} / ${formatCount(n)}</td>`;
  const row = (name: string, { fmr, fnmr }: { fmr: Rate; fnmr: Rate }): Html =>
    html`<tr>
      <th scope="row">${name}</th>
      ${cells(fmr)}${cells(fnmr)}
      <td class="text note">${[...new Set([fmr.note, fnmr.note].map(formatNote))].filter(Boolean).join('; ')}</td>
    </tr>`;
  const head = (id: 'fmr' | 'fnmr') => [term(id, id.toUpperCase()), term('interval', 'interval'), 'errors / pairs'];
  return table(
    `Error rates at the global threshold with 95 % intervals and the counts behind them; groups by ${settings.protected.join(', ') || 'nothing'}`,
    ['group', ...head('fmr'), ...head('fnmr'), 'note'],
    [...rates.groups.map((group) => row(group.group, group)), row('all pairs', rates.overall)],
  );
}

/** FMR of every pair of groups; colour tells how far from the target, grey is on target. */
export function heatMap({ rates, threshold }: AuditResult): Html {
  const names = rates.groups.map(({ group }) => group);
  const cell = (a: string, b: string): Html => {
    const pair = rates.pairs.find(({ groups: [x, y] }) => (x === a && y === b) || (x === b && y === a));
    if (pair === undefined || pair.fmr.rate === null) return html`<td>–</td>`;
    const { rate, k, n, note } = pair.fmr;
    if (note === 'too-few-pairs' && k === 0) return html`<td class="few" title="${k} of ${n} pairs">0</td>`;
    const steps = rate === 0 ? -2 : Math.max(-2, Math.min(2, Math.log10(rate / threshold.targetFmr)));
    const strength = Math.round(Math.abs(steps) * 25 + 6);
    const colour = Math.abs(steps) < 0.1 ? '--line' : steps > 0 ? '--series-1' : '--series-0';
    const style = `background:color-mix(in srgb, var(${colour}) ${strength}%, var(--paper))`;
    return html`<td style="${style}" title="${k} of ${n} pairs">${formatNumber(rate)}</td>`;
  };
  const rows = names.map(
    (a) =>
      html`<tr>
        <th scope="row">${a}</th>
        ${names.map((b) => cell(a, b))}
      </tr>`,
  );
  return table(
    `FMR of impostor pairs between groups; the target is ${threshold.targetFmr}; orange is above it, blue below, grey on target, hatched: no error among too few pairs to tell`,
    ['', ...names],
    rows,
    'heat',
  );
}

export function measuresTable({ measures }: AuditResult): Html {
  const rows = measures.map(
    ({ id, of, value, ideal, ...interval }) =>
      html`<tr>
        <th scope="row">${term(id)}</th>
        <td class="text">
          ${{ both: 'FMR and FNMR', fmr: 'FMR', fnmr: 'FNMR', accuracy: 'accuracy', genuine: 'genuine', impostor: 'impostor' }[of]}
        </td>
        <td>${formatMeasure(id, value)}</td>
        <td>${formatInterval(interval)}</td>
        <td>${ideal}</td>
      </tr>`,
  );
  return table(
    'Summary measures over the groups with 95 % intervals',
    ['measure', 'of', 'value', term('bootstrap', 'interval'), 'ideal'],
    rows,
  );
}

/** The pairs of groups that differ most for certain; all others one click away. */
export function ratiosTable({ ratios }: AuditResult): Html {
  const row = ({ error, a, b, ratio, ...interval }: AuditResult['ratios'][number]): Html =>
    html`<tr>
      <th scope="row">${a}</th>
      <th scope="row">${b}</th>
      <td class="text">${error.toUpperCase()}</td>
      <td>${ratio === null ? '∞' : formatNumber(ratio)}</td>
      <td>${formatInterval(interval)}</td>
    </tr>`;
  const sorted = [...ratios].sort((x, y) => (y.lower ?? 0) - (x.lower ?? 0));
  const show = (caption: string, own: AuditResult['ratios']): Html =>
    table(caption, ['higher group', 'lower group', 'of', term('ratio', 'ratio'), 'interval'], own.map(row));
  const title = 'Ratio of the rates of two groups; all intervals together hold with 95 %';
  if (sorted.length <= SHOWN_RATIOS + 4) return show(title, sorted);
  return html`${show(`${title}: the ${SHOWN_RATIOS} whose lower bound is highest`, sorted.slice(0, SHOWN_RATIOS))}
    <details>
      <summary>All ${sorted.length} ratios</summary>
      ${show(title, sorted)}
    </details>`;
}

export function accuracyTable({ accuracy }: AuditResult): Html {
  const rows = accuracy.tarAtFar.map(
    ({ far, tar, threshold, impostorsAccepted, resolvable, fnmr }) =>
      html`<tr>
        <th scope="row">${formatTarget(far)}</th>
        <td>${formatNumber(tar)}</td>
        <td>${formatInterval({ lower: 1 - (fnmr.upper ?? 1), upper: 1 - (fnmr.lower ?? 0) })}</td>
        <td>${formatNumber(threshold)}</td>
        <td>${formatCount(impostorsAccepted)}</td>
        <td class="text note">${resolvable ? '' : 'fewer impostor pairs than this rate needs'}</td>
      </tr>`,
  );
  return table(
    'True accept rate at false accept rates, over all pairs',
    ['FAR', term('tar', 'TAR'), 'interval', 'threshold', 'impostors accepted', 'note'],
    rows,
  );
}

export function calibrationTable({ fmrCalibration, rates }: AuditResult): Html {
  const rows = rates.groups.map(
    ({ group }, g) =>
      html`<tr>
        <th scope="row">${group}</th>
        ${fmrCalibration.map(({ groups }) => {
          const { rate = null, k = 0 } = groups[g]?.fmr ?? {};
          return html`<td>${formatNumber(rate)} (${formatCount(k)})</td>`;
        })}
      </tr>`,
  );
  return table(
    'FMR reached in each group, and false matches, at the global threshold for each target FMR',
    ['group', ...fmrCalibration.map(({ target }) => `target ${formatTarget(target)}`)],
    rows,
  );
}

export function distancesTable({ distributions }: AuditResult): Html {
  const rows = distributions.distances.map(
    ({ of, a, b, klAB, klBA, js, wasserstein }) =>
      html`<tr>
        <th scope="row">${a} and ${b}</th>
        <td class="text">${of}</td>
        <td>${formatNumber(klAB)}</td>
        <td>${formatNumber(klBA)}</td>
        <td>${formatNumber(js)}</td>
        <td>${formatNumber(wasserstein)}</td>
      </tr>`,
  );
  return table(
    'Distances between the groups’ score distributions',
    ['groups', 'of', 'KL(a‖b)', 'KL(b‖a)', 'JS', 'Wasserstein'],
    rows,
  );
}

export function scoreCalibrationTable({ scoreCalibration }: AuditResult): Html {
  const rows = scoreCalibration.map(
    ({ group, n, ece, ks, brier }) =>
      html`<tr>
        <th scope="row">${group}</th>
        <td>${formatNumber(ece)}</td>
        <td>${formatNumber(ks)}</td>
        <td>${formatNumber(brier)}</td>
        <td>${formatCount(n)}</td>
      </tr>`,
  );
  return table(
    'Calibration error of each group under one calibration for all',
    ['group', term('calibration', 'ECE'), term('calibration', 'KS'), term('calibration', 'Brier'), 'pairs'],
    rows,
  );
}

export function challengeTables({ challenge, rates }: AuditResult): Html {
  if (challenge === null)
    return html`<p>No attributes to be held constant were named (--legitimate), so this table was not made.</p>`;
  const groups = rates.groups.map(({ group }) => group);
  const side = (
    name: string,
    { cells, bias, strataUsed, strataSkipped, discrimination, ...interval }: typeof challenge.positive,
  ): Html => {
    const strata = [...new Set(cells.map(({ legitimate }) => legitimate))];
    const rows = strata.map((stratum) => {
      const own = cells.filter(({ legitimate }) => legitimate === stratum);
      const columns = groups.map((group) => {
        const cell = own.find((one) => one.protected === group);
        return cell === undefined
          ? html`<td>–</td>`
          : html`<td title="${cell.n} pairs, 95 % ${formatInterval(cell)}">
              ${cell.auc.toFixed(6)} (${formatCount(cell.n)})
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
        <strong>${formatNumber(bias)}</strong> ${formatInterval(interval)}, from ${strataUsed}
        ${strataUsed === 1 ? 'cell' : 'cells'} in which all groups occur; ${strataSkipped} left out.
      </p>
      <details>
        <summary>${name}: the table of cells</summary>
        ${table(
          `${name}: AUC of each cell (pairs)`,
          [challenge.legitimate.join(', '), ...groups],
          [
            ...rows,
            html`<tr>
              <th scope="row">mean distance from the best group</th>
              ${average}
            </tr>`,
          ],
        )}
      </details>`;
  };
  return html`<p>
      ${term('auc-cell')}, with ${challenge.legitimate.join(', ')} held constant. The table is computed as by the
      organisers; how one number is made of it is a reconstruction.
    </p>
    ${side('Genuine pairs (AUC+)', challenge.positive)}${side('Impostor pairs (AUC−)', challenge.negative)}`;
}
