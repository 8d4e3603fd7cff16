import { createRequire } from 'node:module';
import type { EChartsOption, init } from 'echarts';
import { escapeHtml } from '../html';

/** Draws a chart as an SVG element; made by `loadCharts`. */
export type RenderChart = (option: EChartsOption, label: string, height?: number) => string;

/** Charts are drawn for a phone's width, so that their text stays readable there. */
const WIDTH = 400;
const HEIGHT = 320;

/** Loads the chart library, which takes a tenth of a second, when it is first needed. */
export function loadCharts(): Promise<RenderChart> {
  // Not by import(): that would read the whole library for its exports first.
  const { init: start } = createRequire(__filename)('echarts/dist/echarts.common.min.js') as { init: typeof init };
  return Promise.resolve((option, label, height = HEIGHT) => renderChart(start, option, label, height));
}

/** Loads the chart library and draws a small chart, which makes the first one that is wanted three times as fast. */
export async function warmUpCharts(): Promise<void> {
  const draw = await loadCharts();
  const series = (['line', 'scatter'] as const).map((type) => ({ type, data: [[0, 'a']] }));
  draw({ xAxis: { type: 'value' }, yAxis: { type: 'category', data: ['a'] }, series }, '');
}

/** A chart with colours from the page's CSS variables, so that it follows light and dark. */
function renderChart(start: typeof init, option: EChartsOption, label: string, height: number): string {
  const chart = start(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  try {
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: 'system-ui, sans-serif', fontSize: 13, color: 'var(--ink)' },
      ...option,
    });
    const svg = chart.renderToSVGString();
    return svg.replace(
      /^<svg [^>]*viewBox="([^"]*)"[^>]*>/,
      (_, box: string) => `<svg role="img" aria-label="${escapeHtml(label)}" viewBox="${box}">`,
    );
  } finally {
    chart.dispose();
  }
}

/** Colour of series n. */
export const seriesColour = (n: number): string => `var(--series-${n % 8})`;

const DASHES: readonly (readonly number[])[] = [[], [7, 4], [2, 3], [9, 3, 2, 3]];

/** Lengths of the dashes and gaps of series n, none where it is solid: lines are not told apart by colour alone. */
export const seriesDash = (n: number): readonly number[] => DASHES[(n + Math.floor(n / 8)) % DASHES.length] ?? [];

/** An axis in the page's colours. */
export function axis(name: string, extra: object = {}): object {
  return {
    name,
    nameLocation: 'middle',
    nameGap: 34,
    nameTextStyle: { color: 'var(--ink)', fontSize: 13 },
    axisLabel: { color: 'var(--ink)', fontSize: 13, hideOverlap: true },
    axisLine: { show: true, lineStyle: { color: 'var(--line)' } },
    axisTick: { lineStyle: { color: 'var(--line)' } },
    splitLine: { lineStyle: { color: 'var(--grid)' } },
    ...extra,
  };
}
