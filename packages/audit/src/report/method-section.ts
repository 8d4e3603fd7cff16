import type { AuditResult } from '../audit/audit-schema';
import { type Html, html } from './html';
import { FIELDS_TO_FILL, LIMIT_SENTENCES, methodSentences, provenanceLines } from './limits';

/** Method, limits, what it takes to make the audit again, and what its owner has to add. */
export function methodSection(audit: AuditResult): Html {
  const list = (title: string, items: readonly (string | Html)[]): Html =>
    items.length === 0
      ? html``
      : html`<h3>${title}</h3>
          <ul>
            ${items.map((item) => html`<li>${item}</li>`)}
          </ul>`;
  return html`${list('Method', methodSentences(audit))}${list('Limits', LIMIT_SENTENCES)}${list('To make it again', provenanceLines(audit))}${list(
    'To be filled in by the owner of the system',
    FIELDS_TO_FILL.map((field) => html`${field}:`),
  )}`;
}
