import type { AuditResult } from '../audit/audit-schema';
import { formatCount } from './format';
import { type Html, html } from './html';

/** What else is to be said of the data: pairs that come again, images in no pair, what was left out. */
export function dataNotes({ data }: AuditResult): Html {
  const rejects = Object.entries(data.rejects).map(
    ([reason, count]) => html`<li>${reason}: ${formatCount(count)}</li>`,
  );
  return html`<p>
      Pairs that come again: ${formatCount(data.duplicatedPairs)}; mirrored: ${formatCount(data.mirroredPairs)}; genuine
      pairs between groups: ${formatCount(data.mixedGenuine)}.
      ${data.labelled ? 'Labels in the pair file agreed with the people.' : ''} Images of the table in no pair:
      ${formatCount(data.images - data.imagesInPairs)}.
    </p>
    ${
      rejects.length === 0
        ? html`<p>No input was left out.</p>`
        : html`<p>Left out:</p>
            <ul>
              ${rejects}
            </ul>`
    }`;
}
