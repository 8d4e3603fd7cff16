import { checkPreprocessing } from './check-preprocessing';
import type { ExtractOptions } from './extract-options';

/** @throws RangeError for options of an extraction that make no sense. */
export function checkExtractOptions({ embedder, batch = 1, workers = 1, saveEvery = 1, shard }: ExtractOptions): void {
  checkPreprocessing(embedder);
  if (!(saveEvery >= 0)) throw new RangeError(`saveEvery: expected seconds, 0 or more; found ${saveEvery}`);
  for (const [name, value] of Object.entries({ batch, workers })) {
    if (!Number.isInteger(value) || value < 1) {
      throw new RangeError(`${name}: expected a whole number of at least 1; found ${value}`);
    }
  }
  if (shard === undefined) return;
  const { index, count } = shard;
  if (![index, count].every(Number.isInteger) || index < 1 || index > count) {
    throw new RangeError(`shard: expected index/count with 1 <= index <= count; found ${index}/${count}`);
  }
}
