import type { TrainBatch } from '@fairface/data';
import { InputError, writeFileAtomic } from '@fairface/io';
import type { StepMetrics } from '../step/train-state';

/**
 * Saves what a step with a loss that is not finite was fed with.
 *
 * @param file where to
 * @param step the step, from 1
 * @returns the error that ends the training.
 */
export async function nonFiniteError(
  file: string,
  { step, metrics, batch }: { step: number; metrics: StepMetrics; batch: TrainBatch },
): Promise<InputError> {
  const { total, terms, gradientNorm } = metrics;
  const numbers = { total, gradientNorm, ...terms };
  const texts = Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, printable(value)]));
  const branches = Object.entries(batch.branches).map(([name, { names }]) => [name, names] as const);
  const pairs = Object.entries(batch.pairs).map(([name, { names }]) => [name, names] as const);
  const content = { step, numbers: texts, branches: Object.fromEntries(branches), pairs: Object.fromEntries(pairs) };
  await writeFileAtomic(file, `${JSON.stringify(content, null, 2)}\n`);
  const bad = Object.entries(numbers)
    .filter(([, value]) => !Number.isFinite(value))
    .map(([name, value]) => `${name} ${value}`);
  return new InputError({
    code: 'non-finite-loss',
    file,
    message: `step ${step}: the loss or its gradient is not finite; the file names the images of the batch`,
    found: bad.join(', '),
    hint: 'Lower schedule.learningRate, set clip, or look at those images; the last checkpoint is from before',
  });
}

/** JSON has no NaN. */
const printable = (value: number): number | string => (Number.isFinite(value) ? value : String(value));
