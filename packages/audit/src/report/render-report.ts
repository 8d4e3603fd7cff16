import type { AuditResult } from '../audit/audit-schema';
import type { SideBySide } from '../compare/side-by-side';
import { calibrationChart } from './charts/calibration-chart';
import { detChart } from './charts/det-chart';
import { distributionChart, FEWEST_PAIRS } from './charts/distribution-chart';
import { errorRateChart } from './charts/error-rate-chart';
import { challengeTables } from './challenge-tables';
import { dataNotes } from './data-notes';
import { chart, groupKey, remark, term } from './elements';
import { formatBounds, formatCount, formatNumber } from './format';
import { GLOSSARY } from './glossary';
import { Html, html, scriptJson } from './html';
import { methodSection } from './method-section';
import { attributesTable, heatMap, ownThresholdsTable, ratesTable, ratiosTable } from './rate-tables';
import * as tables from './report-tables';
import { loadCharts } from './charts/render-chart';
import { SLIDER_SCRIPT } from './slider-script';
import { sliderData, sliderSection } from './slider-section';
import { comparisonSection, renderComparison } from './render-comparison';
import { STYLE } from './style';
import { verdictSection } from './verdict-section';
import { worstSection } from './worst-section';

/** Anchor, name among the links, and title. */
const SECTIONS = [
  ['verdict', 'Verdict', 'Verdict'],
  ['data', 'Data', 'Data'],
  ['rates', 'Error rates', 'Error rates by group'],
  ['slider', 'Threshold', 'Another threshold'],
  ['pairs', 'Between groups', 'False matches within and between groups'],
  ['det', 'Accuracy', 'Accuracy and detection error trade-off'],
  ['scores', 'Scores', 'Score distributions'],
  ['calibration', 'Calibration', 'Calibration: aimed at and reached'],
  ['measures', 'Measures', 'Summary measures'],
  ['challenge', 'Challenge', 'Other attributes held constant: the challenge’s table'],
  ['worst', 'Worst pairs', 'Worst pairs'],
  ['method', 'Method and limits', 'Method and limits'],
  ['definitions', 'Definitions', 'Definitions'],
] as const;

const AT_EDGE = 'A rate of 0 stands at the left edge.';

export interface RenderReportOptions {
  /** Small images as `data:image/...` addresses by image name, shown with the worst pairs. @default none */
  thumbnails?: ReadonlyMap<string, string>;
  /** Other systems, or the same one before a correction, beside the audited one. @default none */
  comparisons?: readonly SideBySide[];
}

/**
 * The audit as one HTML page without any outside asset: it works from a disk, offline, in light and dark, on paper, and with a
 * keyboard or screen reader. Every text from the input is escaped.
 */
export async function renderReport(
  audit: AuditResult,
  { thumbnails = new Map(), comparisons = [] }: RenderReportOptions = {},
): Promise<string> {
  const draw = await loadCharts();
  const { data, accuracy, system } = audit;
  const sections: [id: string, name: string][] = SECTIONS.flatMap(([id, name]): [string, string][] =>
    id === 'worst'
      ? [...comparisons.map(comparisonSection).map((own): [string, string] => [own.id, own.short]), [id, name]]
      : [[id, name]],
  );
  const section = (id: (typeof SECTIONS)[number][0], ...body: Html[]): Html =>
    html`<section id="${id}" aria-labelledby="h-${id}">
      <h2 id="h-${id}">${SECTIONS.find(([own]) => own === id)?.[2]}</h2>
      ${body}
    </section>`;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
        />
        <title>Fairness audit of ${system.name}</title>
        <style>
          ${new Html(STYLE)}
        </style>
      </head>
      <body>
        <a class="skip" href="#verdict">Skip to the verdict</a>
        <header>
          <h1>Fairness audit of ${system.name}</h1>
          <p class="soft">
            ${formatCount(data.genuine + data.impostor)} pairs, ${formatCount(data.imagesInPairs)} images,
            ${formatCount(data.people)} people; groups by ${audit.settings.protected.join(', ') || 'nothing'}
          </p>
        </header>
        <nav aria-label="Sections">
          <ul>
            ${sections.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}
          </ul>
        </nav>
        <main>
          ${section('verdict', verdictSection(audit))} ${section('data', tables.dataTable(audit), dataNotes(audit))}
          ${section('rates', html`<div class="charts">${chart('False match rate by group', errorRateChart(draw, audit, 'fmr'), remark(`Dashed: the target FMR. ${AT_EDGE}`))}${chart('False non-match rate by group', errorRateChart(draw, audit, 'fnmr'), remark(`Dashed: all pairs together. ${AT_EDGE}`))}</div>`, html`<p class="soft">Overlap of two intervals does not mean that two groups are alike; the table of ratios answers that.</p>`, ratesTable(audit), ownThresholdsTable(audit), ratiosTable(audit), attributesTable(audit))}
          ${section('slider', sliderSection(audit))} ${section('pairs', heatMap(audit))}
          ${section('det', html`<div class="charts">${chart('Detection error trade-off by group; dots: the audited threshold', detChart(draw, audit), groupKey(audit, withoutCurve(audit), 'without errors of both kinds at any threshold'))}</div>`, tables.accuracyTable(audit), html`<p>${term('auc', 'AUC')} ${accuracy.auc.value.toFixed(6)} [${accuracy.auc.lower?.toFixed(6)}, ${accuracy.auc.upper?.toFixed(6)}]; ${term('eer', 'EER')} ${formatNumber(accuracy.eer.value)} ${formatBounds(accuracy.eer)}; ${term('dprime')} ${formatNumber(accuracy.dPrime)} ${formatBounds(accuracy.dPrimeInterval)}; ${term('kfold', 'ten-fold accuracy')} ${accuracy.kFold === null ? 'not computed: too few people' : `${formatNumber(accuracy.kFold.mean)} ± ${formatNumber(accuracy.kFold.std)} (ddof 0)`}. The smallest FAR that these pairs can show is ${formatNumber(accuracy.smallestFar)}.</p>`)}
          ${section(
            'scores',
            html`<div class="charts">
              ${(['impostor', 'genuine'] as const).map((of) => chart(`${of === 'impostor' ? 'Impostor' : 'Genuine'} scores by group`, distributionChart(draw, audit, of), groupKey(audit, fewPairs(audit, of), `with fewer than ${FEWEST_PAIRS} pairs`)))}
            </div>`,
            html`<details>
              <summary>Distances between the groups</summary>
              <p>${term('distances')}</p>
              ${tables.distancesTable(audit)}
            </details>`,
          )}
          ${section('calibration', html`<div class="charts">${chart('FMR reached against FMR aimed at (grey)', calibrationChart(draw, audit), groupKey(audit))}</div>`, tables.calibrationTable(audit), tables.scoreCalibrationTable(audit))}
          ${section('measures', audit.measures.length === 0 ? html`<p>Fewer than two groups have genuine and impostor pairs.</p>` : tables.measuresTable(audit))}
          ${section('challenge', challengeTables(audit))} ${comparisons.map((own) => renderComparison(draw, own))}
          ${section('worst', worstSection(audit, thumbnails))} ${section('method', methodSection(audit))}
          ${section(
            'definitions',
            html`<dl class="glossary">
              ${GLOSSARY.map(
                ({ id, name, formula, meaning, range, ideal, source }) =>
                  html`<dt id="def-${id}">${name}</dt>
                    <dd>${meaning}</dd>
                    <dd><code>${formula}</code></dd>
                    <dd class="soft">Range ${range}; ideal ${ideal}. Source: ${source}.</dd>`,
              )}
            </dl>`,
          )}
        </main>
        <footer>
          <p class="soft">
            Made with fairface from ${system.pairs ?? 'scores in memory'} and
            ${system.attributes ?? 'attributes in memory'}. Every number is in audit.json, the tables are in tables/.
          </p>
        </footer>
        <script type="application/json" id="sweep">
          ${scriptJson(sliderData(audit))}
        </script>
        <script>
          ${new Html(SLIDER_SCRIPT)};
        </script>
      </body>
    </html> `;
  return page.text;
}

/** Groups that never have false matches and false non-matches at once, which a logarithmic chart would need. */
function withoutCurve({ sweep }: AuditResult): string[] {
  return sweep.groups
    .filter(({ falseMatches, falseNonMatches }) => !falseMatches.some((k, n) => k > 0 && (falseNonMatches[n] ?? 0) > 0))
    .map(({ group }) => group);
}

/** Groups with too few pairs for a distribution. */
function fewPairs({ distributions }: AuditResult, of: 'genuine' | 'impostor'): string[] {
  return distributions.counts
    .filter((own) => own[of].reduce((sum, n) => sum + n, 0) < FEWEST_PAIRS)
    .map(({ group }) => group);
}
