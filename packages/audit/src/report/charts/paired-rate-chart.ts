import type { EChartsOption } from 'echarts';
import type { AuditResult } from '../../audit/audit-schema';
import { groupLines } from '../format';
import { groupSpace, power } from './chart-parts';
import { axis, type RenderChart } from './render-chart';

/** Rates of the groups in two systems with their intervals, on a log axis: a filled point for `a`, a ring for `b`. */
export function pairedRateChart(
  renderChart: RenderChart,
  { a, b }: { a: AuditResult; b: AuditResult },
  names: { a: string; b: string },
  error: 'fmr' | 'fnmr',
): string {
  const groups = [...a.rates.groups].reverse();
  const space = groupSpace(groups.map(({ group }) => group));
  const rates = (audit: AuditResult) =>
    groups.map(({ group }) => audit.rates.groups.find((own) => own.group === group)?.[error]);
  const systems = [
    { name: names.b, own: rates(b), colour: 'var(--series-1)', shift: 0.16, hollow: true },
    { name: names.a, own: rates(a), colour: 'var(--series-0)', shift: -0.16, hollow: false },
  ];
  const positive = systems.flatMap(({ own }) =>
    own.map((rate) => [rate?.lower, rate?.rate, rate?.upper].find((x) => (x ?? 0) > 0) ?? 1),
  );
  const floor = 10 ** Math.floor(Math.log10(Math.min(...positive)));
  const shown = (value: number | null | undefined): number => Math.max(value ?? floor, floor);
  const series = systems.flatMap(({ name, own, colour, shift, hollow }) => [
    ...own.map((rate, n) => ({
      type: 'line',
      data: [
        [shown(rate?.lower), n + shift],
        [shown(rate?.upper), n + shift],
      ],
      symbol: 'rect',
      symbolSize: [2, 8],
      itemStyle: { color: colour },
      lineStyle: { color: colour, width: 2 },
    })),
    {
      type: 'scatter',
      name,
      data: own.map((rate, n) => [shown(rate?.rate), n + shift]),
      symbolSize: 9,
      itemStyle: hollow
        ? { color: 'var(--paper)', borderColor: colour, borderWidth: 2 }
        : { color: colour, borderColor: colour, borderWidth: 2 },
    },
  ]);
  return renderChart(
    {
      grid: { left: space.left, right: 24, top: 8, bottom: 48 },
      xAxis: axis(error.toUpperCase(), {
        type: 'log',
        min: floor,
        axisLine: { onZero: false, lineStyle: { color: 'var(--line)' } },
        axisLabel: { color: 'var(--ink)', formatter: power },
      }),
      yAxis: axis('', {
        type: 'value',
        min: -0.5,
        max: groups.length - 0.5,
        // Names stand at whole numbers, between the marks at halves.
        interval: 0.5,
        splitLine: { show: false },
        axisTick: { show: false },
        axisLabel: {
          color: 'var(--ink)',
          fontSize: 12,
          width: space.left - 20,
          overflow: 'truncate',
          formatter: (value: number) => (Number.isInteger(value) ? groupLines(groups[value]?.group ?? '') : ''),
        },
      }),
      series,
    } as EChartsOption,
    `${error === 'fmr' ? 'False match' : 'False non-match'} rate of each group, ${names.b} and ${names.a}, with 95 percent intervals`,
    64 + Math.max(32, space.row) * groups.length,
  );
}
