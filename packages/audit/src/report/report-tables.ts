import type { AuditResult } from '../audit/audit-schema';
import { table, term } from './elements';
import { formatCount, formatInterval, formatMeasure, formatNumber, formatTarget } from './format';
import { type Html, html } from './html';

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
