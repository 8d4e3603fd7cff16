import type { AuditResult } from '../audit/audit-schema';
import { remark, table, term } from './elements';
import {
  formatBounds,
  formatCount,
  formatInterval,
  formatMeasure,
  formatNotes,
  formatNumber,
  formatPercent,
  formatTarget,
} from './format';
import { type Html, html } from './html';

/** Who is in the data, group by group. */
export function dataTable({ data }: AuditResult): Html {
  const rows = data.groups.map(
    ({ group, images, imagesInPairs, people, genuine, impostor, failed }) =>
      html`<tr>
        <th scope="row">${group}</th>
        <td>${formatCount(people)}</td>
        <td>${formatCount(images)}</td>
        <td>${formatCount(imagesInPairs)}</td>
        <td>
          ${failed === null ? 'not given' : `${formatCount(failed)} (${formatPercent(failed / Math.max(1, images))})`}
        </td>
        <td>${formatCount(genuine)}</td>
        <td>${formatCount(impostor)}</td>
      </tr>`,
  );
  return table(
    'People, images and pairs of each group; pairs have both images in the group',
    [
      ...['group', 'people', 'images', 'images in pairs'],
      term('failed', 'failed images'),
      term('pairs', 'genuine pairs'),
      term('pairs', 'impostor pairs'),
    ],
    rows,
  );
}

/** The summary measures, and which groups make them what they are. */
export function measuresTable({ measures, rates }: AuditResult): Html {
  const rows = measures.map(
    ({ id, of, value, ideal, ...interval }) =>
      html`<tr>
        <th scope="row">${term(id)}</th>
        <td class="text">
          ${{ both: 'FMR and FNMR', fmr: 'FMR', fnmr: 'FNMR', accuracy: term('group-accuracy', 'accuracy'), genuine: 'genuine', impostor: 'impostor' }[of]}
        </td>
        <td>${formatMeasure(id, value)}</td>
        <td>${formatInterval(interval)}</td>
        <td>${ideal}</td>
      </tr>`,
  );
  const shown = table(
    'Summary measures over the groups with 95 % intervals',
    ['measure', 'of', 'value', term('bootstrap', 'interval'), 'ideal'],
    rows,
  );
  const blind = rates.groups.filter(({ fmr, fnmr }) => fmr.k === 0 || fnmr.k === 0).map(({ group }) => group);
  if (blind.length === 0) return shown;
  return html`${shown}${remark(
    `${blind.join('; ')}: no error of at least one kind was seen. Ratios to such a group are infinite, and the other measures lean on it too; the ratios of pairs of groups above show where something is certain.`,
  )}`;
}

/** TAR at FAR, with the counts behind both. */
export function accuracyTable({ accuracy, rates }: AuditResult): Html {
  const impostor = rates.overall.fmr.n;
  const rows = accuracy.tarAtFar.map(
    ({ far, tar, threshold, impostorsAccepted, resolvable, fnmr }) =>
      html`<tr>
        <th scope="row">${formatTarget(far)}</th>
        <td>${formatNumber(tar)}</td>
        <td>${formatInterval({ lower: 1 - (fnmr.upper ?? 1), upper: 1 - (fnmr.lower ?? 0) })}</td>
        <td>${formatCount(fnmr.n - fnmr.k)} / ${formatCount(fnmr.n)}</td>
        <td>${formatNumber(threshold)}</td>
        <td>${formatCount(impostorsAccepted)} / ${formatCount(impostor)}</td>
        <td class="text note">${resolvable ? '' : 'fewer impostor pairs than this rate needs'}</td>
      </tr>`,
  );
  return table(
    'True accept rate at false accept rates, over all pairs',
    [
      'FAR',
      term('tar', 'TAR'),
      term('interval', 'interval'),
      'genuine accepted',
      'threshold',
      'impostors accepted',
      'note',
    ],
    rows,
  );
}

/** The FMR reached in each group for each target, or that its pairs are too few to show the target. */
export function calibrationTable({ fmrCalibration, rates }: AuditResult): Html {
  const rows = rates.groups.map(
    ({ group, fmr: own }, g) =>
      html`<tr>
        <th scope="row">${group}</th>
        <td>${formatCount(own.n)}</td>
        ${fmrCalibration.map(({ groups }) => {
          const { rate = null, k = 0, note } = groups[g]?.fmr ?? {};
          const isOpen = note === 'too-few-pairs' || note === 'no-pairs';
          return html`<td class="${isOpen ? 'open' : ''}">${formatNumber(rate)} (${formatCount(k)})</td>`;
        })}
      </tr>`,
  );
  return table(
    'FMR reached in each group, and false matches, at the global threshold for each target FMR; hatched: too few impostor pairs to see the target once',
    [
      ...['group', 'impostor pairs'],
      ...fmrCalibration.map(({ target }) => term('fmr-calibration', `target ${formatTarget(target)}`)),
    ],
    rows,
  );
}

/** How far apart the groups' scores are. */
export function distancesTable({ distributions }: AuditResult): Html {
  const rows = distributions.distances.map(
    ({ of, a, b, klAB, klBA, js, wasserstein, intervals, note }) =>
      html`<tr>
        <th scope="row">${a} and ${b}</th>
        <td class="text">${of}</td>
        <td>${withInterval(klAB, intervals.klAB)}</td>
        <td>${withInterval(klBA, intervals.klBA)}</td>
        <td>${withInterval(js, intervals.js)}</td>
        <td>${withInterval(wasserstein, intervals.wasserstein)}</td>
        <td class="text note">${formatNotes([note])}</td>
      </tr>`,
  );
  return table(
    'Distances between the groups’ score distributions with 95 % intervals',
    ['groups', 'of', 'KL(a‖b)', 'KL(b‖a)', 'JS', 'Wasserstein', 'note'],
    rows,
  );
}

/** Whether a score means the same in each group. */
export function scoreCalibrationTable({ scoreCalibration }: AuditResult): Html {
  const rows = scoreCalibration.map(
    ({ group, n, ece, ks, brier, intervals, note }) =>
      html`<tr>
        <th scope="row">${group}</th>
        <td>${withInterval(ece, intervals.ece)}</td>
        <td>${withInterval(ks, intervals.ks)}</td>
        <td>${withInterval(brier, intervals.brier)}</td>
        <td>${formatCount(n)}</td>
        <td class="text note">${formatNotes([note])}</td>
      </tr>`,
  );
  return table(
    'Calibration error of each group under one calibration for all, with 95 % intervals',
    ['group', term('calibration', 'ECE'), term('calibration', 'KS'), term('calibration', 'Brier'), 'pairs', 'note'],
    rows,
  );
}

/** A number over its interval, or a dash where fewer than two people leave it without one. */
function withInterval(value: number | null, interval: { lower: number | null; upper: number | null }): Html {
  return html`${formatNumber(value)}<small>${formatBounds(interval)}</small>`;
}
