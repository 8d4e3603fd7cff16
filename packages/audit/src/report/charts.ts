import type { EChartsOption } from 'echarts';
import type { AuditResult } from '../audit/audit-schema';
import { groupLines } from './format';
import { axis, type RenderChart, seriesColour, seriesDash } from './render-chart';

/** Groups that a chart of lines can show. */
export const MOST_LINES = 12;
/** Fewer pairs make no distribution. */
export const FEWEST_PAIRS = 100;
const power = (value: number): string => {
  const exponent = Math.round(Math.log10(value));
  return exponent >= -2 ? String(Number(value.toPrecision(2))) : `1e${exponent}`;
};
/** The groups that charts of lines show, those with the most pairs, in their order. */
export function drawnGroups({ rates }: AuditResult): number[] {
  const pairs = rates.groups.map(({ fmr, fnmr }) => fmr.n + fnmr.n);
  const bySize = pairs.map((_, g) => g).sort((a, b) => (pairs[b] ?? 0) - (pairs[a] ?? 0));
  return bySize.slice(0, MOST_LINES).sort((a, b) => a - b);
}

/** Left margin and row height that group names need. */
function groupSpace(names: readonly string[]): { left: number; row: number } {
  const lines = names.map((name) => groupLines(name).split('\n'));
  const width = (text: string): number => [...text].reduce((sum, mark) => sum + (/[A-Z_mw]/.test(mark) ? 9 : 6.4), 0);
  const widest = Math.max(...lines.flat().map(width));
  return { left: Math.min(180, 24 + widest), row: 12 + 15 * Math.max(...lines.map(({ length }) => length)) };
}

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

function line(name: string, n: number, data: [number, number][]) {
  const dash = seriesDash(n);
  const style = { color: seriesColour(n), type: dash.length === 0 ? 'solid' : [...dash], width: 2 };
  return { type: 'line', name, data, showSymbol: false, itemStyle: { color: seriesColour(n) }, lineStyle: style };
}

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
