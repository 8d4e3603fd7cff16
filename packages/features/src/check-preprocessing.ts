import type { Embedder } from './embedder';

/**
 * Checks that an embedder describes itself in a way that images can be prepared for.
 *
 * @throws RangeError naming the field, what was expected and what was found.
 */
export function checkPreprocessing({ name, dimension, preprocessing }: Embedder): void {
  const { templateSize, cut, inputSize, channelOrder } = preprocessing;
  const whole = (field: string, value: number): void => {
    if (!Number.isInteger(value) || value < 1) fail(name, field, 'a whole number of at least 1', value);
  };
  whole('dimension', dimension);
  whole('preprocessing.templateSize', templateSize);
  whole('preprocessing.inputSize', inputSize);
  whole('preprocessing.cut.width', cut.width);
  whole('preprocessing.cut.height', cut.height);
  const corners = [cut.x, cut.y].every((at) => Number.isInteger(at) && at >= 0);
  if (!corners || cut.x + cut.width > templateSize || cut.y + cut.height > templateSize) {
    fail(name, 'preprocessing.cut', `a rectangle inside ${templateSize} x ${templateSize}`, JSON.stringify(cut));
  }
  if (channelOrder !== 'rgb') fail(name, 'preprocessing.channelOrder', '"rgb"', channelOrder);
}

function fail(embedder: string, field: string, expected: string, found: unknown): never {
  throw new RangeError(`embedder ${embedder}: ${field}: expected ${expected}; found ${String(found)}`);
}
