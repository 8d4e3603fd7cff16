import type { AuditResult } from '../audit/audit-schema';
import { formatNumber } from './format';
import { type Html, html } from './html';

/** The pairs that the system gets most wrong, with their images where there are any. */
export function worstSection({ worst, threshold, rates }: AuditResult, thumbnails: ReadonlyMap<string, string>): Html {
  const image = (name: string): Html => {
    const source = thumbnails.get(name);
    return source?.startsWith('data:image/') === true ? html`<img src="${source}" alt="image ${name}" />` : html``;
  };
  const list = (title: string, own: AuditResult['worst']['falseMatches'], isError: (score: number) => boolean): Html =>
    html`<h3>${title}</h3>
      <ol class="pairs">
        ${own.map(
          ({ image1, image2, score, groups }) =>
            html`<li>
              ${image(image1)}${image(image2)}
              <div>${image1} – ${image2}</div>
              <div class="soft">
                score ${formatNumber(score)}${isError(score) ? '' : ' (decided rightly)'};
                ${[...new Set(groups)].join(' and ')}
              </div>
            </li>`,
        )}
      </ol>`;
  const { fmr, fnmr } = rates.overall;
  return html`<p>
      The worst of the ${fmr.k} false matches and ${fnmr.k} false non-matches at the threshold
      ${formatNumber(threshold.value)}, one pair of the same people each. Look at these first: wrong labels end up here
      too.
    </p>
    ${list('False matches: impostor pairs with the highest scores', worst.falseMatches, (score) => score >= threshold.value)}
    ${list('False non-matches: genuine pairs with the lowest scores', worst.falseNonMatches, (score) => score < threshold.value)}`;
}
