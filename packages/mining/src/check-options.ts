import type { MineOptions } from './mine-options';

/** @throws RangeError naming the option, what was expected and what was found. */
export function checkOptions(options: MineOptions): void {
  const { negatives = 1, errors = 0, workers = 1, positives = {} } = options;
  whole('negatives', negatives, 1);
  whole('positives.most', positives.most ?? 1, 1);
  whole('errors', errors, 0);
  whole('workers', workers, 1);
  const { below = 0 } = positives;
  if (!(below >= -1 && below <= 1)) {
    throw new RangeError(`positives.below: expected a similarity from -1 to 1; found ${below}`);
  }
}

function whole(name: string, value: number, lowest: number): void {
  if (Number.isInteger(value) && value >= lowest) return;
  throw new RangeError(`${name}: expected a whole number of at least ${lowest}; found ${value}`);
}
