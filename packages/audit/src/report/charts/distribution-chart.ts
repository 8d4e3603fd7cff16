import type { EChartsOption } from 'echarts';
import type { AuditResult } from '../../audit/audit-schema';
import { line } from './chart-parts';
import { drawnGroups } from './drawn-groups';
import { axis, type RenderChart } from './render-chart';

/** Fewer pairs make no distribution. */
export const FEWEST_PAIRS = 100;

/** Share of a group's pairs by score, for genuine or impostor pairs, with the threshold. */
export function distributionChart(renderChart: RenderChart, audit: AuditResult, of: 'genuine' | 'impostor'): string {
  const { edges, counts } = audit.distributions;
  const series = drawnGroups(audit).map((g, place) => {
    const { group = '', [of]: own = [] } = counts[g] ?? {};
    const total = own.reduce((sum, n) => sum + n, 0);
    if (total < FEWEST_PAIRS) return line(group, place, []);
    const data = own.map((n, bin): [number, number] => [
      ((edges[bin] ?? 0) + (edges[bin + 1] ?? 0)) / 2,
      total === 0 ? 0 : n / total,
    ]);
    return line(group, place, data);
  });
  const mark = {
    symbol: 'none',
    silent: true,
    label: { formatter: 'threshold', color: 'var(--ink)', position: 'end', distance: 4 },
    lineStyle: { color: 'var(--ink)', type: 'solid', width: 1 },
    data: [{ xAxis: audit.threshold.value }],
  };
  return renderChart(
    {
      grid: { left: 62, right: 16, top: 26, bottom: 48 },
      xAxis: axis('score', {
        type: 'value',
        min: edges[0],
        max: edges.at(-1),
        axisLabel: { color: 'var(--ink)', formatter: (value: number) => String(Number(value.toFixed(2))) },
      }),
      yAxis: axis('share of pairs', { type: 'value', nameGap: 46 }),
      series: series.map((one, n) => (n === 0 ? { ...one, markLine: mark } : one)),
    } as EChartsOption,
    `Distribution of ${of} scores of each group, with the threshold`,
  );
}
