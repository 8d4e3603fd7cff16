import type { HeadOptions } from './head-options';

type Range = readonly [least: number, most: number];

/** Constants of the heads and what they may be. */
const ranges: Readonly<Record<string, Range>> = {
  scale: [Number.MIN_VALUE, 1e4],
  concentration: [0, 100],
  momentum: [0, 1],
  regulariser: [0, Number.MAX_VALUE],
};

const anglesOf: readonly HeadOptions['type'][] = ['arcface', 'subcenter-arcface', 'curricularface'];

/** @throws Error for a constant out of its range. */
export function checkHead(options: HeadOptions): void {
  const { type } = options;
  for (const [name, value] of Object.entries(options)) {
    const range = name === 'margin' ? marginRange(type) : ranges[name];
    if (range !== undefined && value !== undefined) checkNumber(`${type}: ${name}`, value, range);
  }
  if (options.type === 'combined-margin') {
    const { margins, dropNegativesAbove } = options;
    margins?.forEach((m, i) =>
      checkNumber(`${type}: margins[${i}]`, m, i === 0 ? [1, 10] : i === 1 ? [0, Math.PI] : [0, 2]),
    );
    if (typeof dropNegativesAbove === 'number') checkNumber(`${type}: dropNegativesAbove`, dropNegativesAbove, [-1, 1]);
  }
  if (options.type === 'magface') {
    checkOrder(`${type}: norms`, options.norms, [1e-6, Number.MAX_VALUE]);
    checkOrder(`${type}: margins`, options.margins, [0, Math.PI]);
  }
  if (options.type === 'subcenter-arcface' && options.subCenters !== undefined) {
    checkNumber(`${type}: subCenters`, options.subCenters, [1, 100]);
    if (!Number.isInteger(options.subCenters)) throw new Error(`${type}: subCenters must be an integer.`);
  }
}

const marginRange = (type: HeadOptions['type']): Range => (anglesOf.includes(type) ? [0, Math.PI] : [0, 2]);

function checkOrder(what: string, pair: readonly [number, number] | undefined, range: Range): void {
  if (pair === undefined) return;
  pair.forEach((value, i) => checkNumber(`${what}[${i}]`, value, range));
  if (pair[0] >= pair[1]) throw new Error(`${what}: the first must be below the second; found ${pair.join(', ')}.`);
}

function checkNumber(what: string, value: unknown, [least, most]: Range): void {
  if (typeof value === 'number' && value >= least && value <= most) return;
  throw new Error(`${what} must be a number from ${least} to ${most}; found ${JSON.stringify(value)}.`);
}
