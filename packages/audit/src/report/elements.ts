import type { AuditResult } from '../audit/audit-schema';
import { drawnGroups } from './charts/drawn-groups';
import { GLOSSARY } from './glossary';
import { Html, html } from './html';
import { seriesColour, seriesDash } from './charts/render-chart';

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

/** What the lines of a chart mean; groups without a line are named. */
export function groupKey(audit: AuditResult, missing: readonly string[] = [], why = ''): Html {
  const groups = drawnGroups(audit).map((g) => audit.rates.groups[g]?.group ?? '');
  const entries = groups.map((group, place) => {
    const dash = seriesDash(place).join(' ');
    return missing.includes(group)
      ? html``
      : html`<li>
          <svg viewBox="0 0 28 8" aria-hidden="true">
            <line
              x1="0"
              y1="4"
              x2="28"
              y2="4"
              stroke="${seriesColour(place)}"
              stroke-width="3"
              stroke-dasharray="${dash}"
            />
          </svg>
          ${group}
        </li>`;
  });
  const absent = groups.filter((group) => missing.includes(group));
  return html`<ul class="key">
      ${entries}
    </ul>
    ${absent.length === 0 ? '' : html`<p class="note">Not drawn, ${why}: ${absent.join('; ')}.</p>`}
    ${
      audit.rates.groups.length === groups.length
        ? ''
        : html`<p class="note">Only the ${groups.length} groups with the most pairs are drawn.</p>`
    }`;
}

/** What the marks of two systems in one chart mean. */
export function systemKey(names: { a: string; b: string }): Html {
  const entry = (name: string, n: number, fill: string): Html =>
    html`<li>
      <svg viewBox="0 0 28 8" aria-hidden="true">
        <line x1="0" y1="4" x2="28" y2="4" stroke="${seriesColour(n)}" stroke-width="2" />
        <circle cx="14" cy="4" r="3" fill="${fill}" stroke="${seriesColour(n)}" stroke-width="2" />
      </svg>
      ${name}
    </li>`;
  return html`<ul class="key">
    ${entry(names.b, 1, 'var(--paper)')}${entry(names.a, 0, seriesColour(0))}
  </ul>`;
}

/** A remark below a chart or table. */
export function remark(text: string): Html {
  return html`<p class="remark">${text}</p>`;
}

/** Heads of columns for groups whose names stand in the rows, by their numbers there. */
export function numbered(groups: readonly string[]): Html[] {
  return groups.map((group, n) => html`<span role="img" aria-label="${group}" title="${group}">${n + 1}</span>`);
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
