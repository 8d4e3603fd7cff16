import type { EChartsOption } from 'echarts';
import type { AuditResult } from '../../audit/audit-schema';
import { line, power } from './chart-parts';
import { drawnGroups } from './drawn-groups';
import { axis, type RenderChart, seriesColour } from './render-chart';

/** FNMR against FMR of each group as the global threshold moves, both on log axes; a dot at the audited threshold. */
export function detChart(renderChart: RenderChart, audit: AuditResult): string {
  const { sweep, rates, threshold } = audit;
  const least = { fmr: 1, fnmr: 1 };
  const audited = sweep.thresholds.indexOf(threshold.value);
  const series = drawnGroups(audit).flatMap((g, place) => {
    const { group = '', falseMatches = [], falseNonMatches = [] } = sweep.groups[g] ?? {};
    const { fmr, fnmr } = rates.groups[g] ?? rates.overall;
    const dots: [number, number][] = [];
    const data: [number, number][] = [];
    sweep.thresholds.forEach((_, n) => {
      const point: [number, number] = [(falseMatches[n] ?? 0) / fmr.n, (falseNonMatches[n] ?? 0) / fnmr.n];
      if (!(point[0] > 0 && point[1] > 0)) return;
      data.push(point);
      if (n === audited) dots.push(point);
      least.fmr = Math.min(least.fmr, point[0]);
      least.fnmr = Math.min(least.fnmr, point[1]);
    });
    const dot = { type: 'scatter', data: dots, symbolSize: 9, itemStyle: { color: seriesColour(place) }, z: 3 };
    return [line(group, place, data), dot];
  });
  const floor = (value: number): number => 10 ** Math.floor(Math.log10(value));
  return renderChart(
    {
      grid: { left: 62, right: 16, top: 12, bottom: 48 },
      xAxis: axis('FMR', {
        type: 'log',
        min: floor(least.fmr),
        max: 1,
        axisLabel: { color: 'var(--ink)', formatter: power },
      }),
      yAxis: axis('FNMR', {
        type: 'log',
        min: floor(least.fnmr),
        max: 1,
        nameGap: 46,
        axisLabel: { color: 'var(--ink)', formatter: power },
      }),
      series,
    } as EChartsOption,
    'Detection error trade-off: false non-match rate against false match rate of each group, with a dot at the audited threshold; tables/thresholds.csv has the numbers',
  );
}
