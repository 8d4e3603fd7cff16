import type { AuditResult } from '../audit/audit-schema';
import { formatBounds, formatCount, formatInterval, formatMeasure, formatNotes, formatNumber } from './format';
import { FIELDS_TO_FILL, LIMIT_SENTENCES, methodSentences, provenanceLines } from './limits';

/** The audit as a model card in Markdown, with the fields that only the owner of the system can fill in. */
export function modelCard(audit: AuditResult): string {
  const { system, verdict, rates, data, measures, accuracy } = audit;
  const row = (cells: readonly (string | number)[]): string =>
    `| ${cells.map((cell) => escape(String(cell))).join(' | ')} |`;
  const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
    [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
  const list = (items: readonly string[]): string => items.map((item) => `- ${escape(item)}`).join('\n');
  const blocks = [
    `# Model card: ${escape(system.name)}`,
    '## Verdict',
    `**${verdict.verdict}.** ${escape(verdict.text)}`,
    '## To be filled in',
    list(FIELDS_TO_FILL.map((field) => `${field}: `)),
    '## Data',
    table(
      ['group', 'people', 'images', 'in pairs', 'failed', 'genuine pairs', 'impostor pairs'],
      data.groups.map((own) => [
        own.group,
        formatCount(own.people),
        formatCount(own.images),
        formatCount(own.imagesInPairs),
        own.failed === null ? 'not given' : formatCount(own.failed),
        formatCount(own.genuine),
        formatCount(own.impostor),
      ]),
    ),
    ...(data.warnings.length > 0 ? [list(data.warnings)] : []),
    '## Accuracy',
    `AUC ${accuracy.auc.value.toFixed(6)} ${formatInterval(accuracy.auc)}, EER ${formatNumber(accuracy.eer.value)} ${formatBounds(accuracy.eer)}.`,
    '## Error rates by group',
    table(
      ['group', 'FMR', '95 %', 'errors / pairs', 'FNMR', '95 %', 'errors / pairs', 'note'],
      rates.groups.map(({ group, fmr, fnmr }) => [
        ...[group, formatNumber(fmr.rate), formatInterval(fmr), `${fmr.k} / ${fmr.n}`],
        ...[formatNumber(fnmr.rate), formatInterval(fnmr), `${fnmr.k} / ${fnmr.n}`, formatNotes([fmr.note, fnmr.note])],
      ]),
    ),
    '## Summary measures',
    table(
      ['measure', 'of', 'value', '95 %', 'ideal'],
      measures.map(({ id, of, value, ideal, ...interval }) => [
        id,
        of,
        formatMeasure(id, value),
        formatInterval(interval),
        ideal,
      ]),
    ),
    '## Method',
    list(methodSentences(audit)),
    '## Limits',
    list(LIMIT_SENTENCES),
    ...(audit.provenance === null ? [] : ['## To make it again', list(provenanceLines(audit))]),
  ];
  return blocks.join('\n\n') + '\n';
}

/** Text of the input must not become Markdown or HTML. */
function escape(text: string): string {
  return text === '---'
    ? text
    : text
        .replace(/[\\`*_{}[\]<>|#]/g, (mark) => (mark === '<' ? '&lt;' : mark === '>' ? '&gt;' : `\\${mark}`))
        .replace(/\s+/g, ' ');
}
