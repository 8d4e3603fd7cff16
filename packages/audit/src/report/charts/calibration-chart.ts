import type { EChartsOption } from 'echarts';
import type { AuditResult } from '../../audit/audit-schema';
import { line, power } from './chart-parts';
import { drawnGroups } from './drawn-groups';
import { axis, type RenderChart } from './render-chart';

/** FMR reached in each group against the FMR aimed at; the diagonal is the aim. */
export function calibrationChart(renderChart: RenderChart, audit: AuditResult): string {
  const { fmrCalibration, rates } = audit;
  const rows = fmrCalibration.filter(({ overall, target }) => overall.n * target >= 1);
  const series = drawnGroups(audit).map((g, place) => {
    const data = rows.flatMap(({ target, groups }): [number, number][] => {
      const rate = groups[g]?.fmr.rate ?? 0;
      return rate > 0 ? [[target, rate]] : [];
    });
    return { ...line(rates.groups[g]?.group ?? '', place, data), showSymbol: true, symbolSize: 7 };
  });
  const targets = rows.map(({ target }) => target);
  const [low, high] = [Math.min(...targets), Math.max(...targets)];
  const diagonal = {
    type: 'line',
    name: 'target',
    data: [
      [low, low],
      [high, high],
    ],
    showSymbol: false,
    itemStyle: { color: 'var(--line)' },
    lineStyle: { color: 'var(--line)', width: 3 },
  };
  return renderChart(
    {
      grid: { left: 62, right: 20, top: 12, bottom: 48 },
      xAxis: axis('target FMR', {
        type: 'log',
        min: low,
        max: high,
        axisLabel: { color: 'var(--ink)', formatter: power },
      }),
      yAxis: axis('FMR reached', { type: 'log', nameGap: 46, axisLabel: { color: 'var(--ink)', formatter: power } }),
      series: [diagonal, ...series],
    } as EChartsOption,
    'False match rate reached in each group against the rate aimed at',
  );
}
