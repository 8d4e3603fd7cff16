import type { AuditResult } from '../audit/audit-schema';
import { term } from './elements';
import { formatNumber, formatTarget } from './format';
import { type Html, html } from './html';

const VERDICTS = { within: 'Within tolerance', exceeds: 'Exceeds tolerance', inconclusive: 'Inconclusive' } as const;

/** The verdict, what it is measured by, and what makes it doubtful. */
export function verdictSection(audit: AuditResult): Html {
  const { verdict, threshold } = audit;
  const source =
    threshold.source === 'given' ? 'given' : `for FMR ${formatTarget(threshold.targetFmr)} over all impostor pairs`;
  return html`${verdictBox(audit)}
    <p>${term('threshold')}: <strong>${formatNumber(threshold.value)}</strong> (${source}). ${tolerance(verdict)}</p>
    ${warnings(audit)}`;
}

function verdictBox({ verdict }: AuditResult): Html {
  return html`<div class="verdict ${verdict.verdict}">
    <strong>${VERDICTS[verdict.verdict]}</strong>
    ${verdict.text.split('\n').map((sentence) => html`<p>${sentence}</p>`)}
  </div>`;
}

/** What the verdict is measured by. */
function tolerance({ tolerance: { fmrRatio, fnmrRatio, given } }: AuditResult['verdict']): Html {
  const limits = fmrRatio === fnmrRatio ? `${fmrRatio}` : `${fmrRatio} for FMR and ${fnmrRatio} for FNMR`;
  return html`${term('verdict', 'Tolerance')}: the largest ratio of two groups may be
  ${limits}${given ? '.' : ' (the default; none was given).'}`;
}

function warnings({ data }: AuditResult): Html {
  if (data.warnings.length === 0) return html``;
  return html`<h3>To be read with care</h3>
    <ul class="warnings">
      ${data.warnings.map((text) => html`<li>${text}</li>`)}
    </ul>`;
}
