import { groupLines } from '../format';
import { seriesColour, seriesDash } from './render-chart';

/** A rate as the label of a log axis. */
export const power = (value: number): string => {
  const exponent = Math.round(Math.log10(value));
  return exponent >= -2 ? String(Number(value.toPrecision(2))) : `1e${exponent}`;
};

/** Left margin and row height that group names need. */
export function groupSpace(names: readonly string[]): { left: number; row: number } {
  const lines = names.map((name) => groupLines(name).split('\n'));
  const width = (text: string): number => [...text].reduce((sum, mark) => sum + (/[A-Z_mw]/.test(mark) ? 9 : 6.4), 0);
  const widest = Math.max(...lines.flat().map(width));
  return { left: Math.min(180, 24 + widest), row: 12 + 15 * Math.max(...lines.map(({ length }) => length)) };
}

/** The line of series n. */
export function line(name: string, n: number, data: [number, number][]) {
  const dash = seriesDash(n);
  const style = { color: seriesColour(n), type: dash.length === 0 ? 'solid' : [...dash], width: 2 };
  return { type: 'line', name, data, showSymbol: false, itemStyle: { color: seriesColour(n) }, lineStyle: style };
}
