import type { EChartsOption } from 'echarts';
import type { AuditResult } from '../../audit/audit-schema';
import { groupLines } from '../format';
import { groupSpace, power } from './chart-parts';
import { axis, type RenderChart } from './render-chart';

/** Rates of the groups with their intervals, on a log axis, and the overall rate as a line. */
export function errorRateChart(
  renderChart: RenderChart,
  { rates, threshold }: AuditResult,
  error: 'fmr' | 'fnmr',
): string {
  const groups = rates.groups.map(({ group, ...own }) => ({ group, ...own[error] })).reverse();
  const space = groupSpace(groups.map(({ group }) => group));
  const least = Math.min(
    ...groups.map(({ rate, lower, upper }) => [lower, rate, upper].find((x) => (x ?? 0) > 0) ?? 1),
  );
  const floor = 10 ** Math.floor(Math.log10(least));
  const shown = (value: number | null): number => Math.max(value ?? floor, floor);
  const bars = groups.map(({ lower, upper }, n) => ({
    type: 'line',
    data: [
      [shown(lower), n],
      [shown(upper), n],
    ],
    symbol: 'rect',
    symbolSize: [2, 12],
    lineStyle: { color: 'var(--series-0)', width: 3 },
    itemStyle: { color: 'var(--series-0)' },
  }));
  const points = {
    type: 'scatter',
    data: groups.map(({ rate }, n) => [shown(rate), n]),
    symbolSize: 11,
    itemStyle: { color: 'var(--ink)' },
  };
  const reference = shown(error === 'fmr' ? threshold.targetFmr : rates.overall.fnmr.rate);
  const mark = {
    type: 'line',
    data: [
      [reference, 0],
      [reference, Math.max(0, groups.length - 1)],
    ],
    showSymbol: false,
    lineStyle: { color: 'var(--line)', type: 'dashed', width: 2 },
  };
  return renderChart(
    {
      grid: { left: space.left, right: 24, top: 8, bottom: 48 },
      xAxis: axis(error.toUpperCase(), {
        type: 'log',
        min: floor,
        axisLabel: { color: 'var(--ink)', formatter: power },
      }),
      yAxis: axis('', {
        type: 'category',
        data: groups.map(({ group }) => groupLines(group)),
        axisLabel: { color: 'var(--ink)', width: space.left - 20, overflow: 'truncate', fontSize: 12, interval: 0 },
      }),
      series: [mark, ...bars, points],
    } as EChartsOption,
    `${error === 'fmr' ? 'False match' : 'False non-match'} rate of each group with its 95 percent interval; dashed: ${error === 'fmr' ? 'the target' : 'all pairs'}; a rate of 0 stands at the left edge`,
    64 + space.row * groups.length,
  );
}
