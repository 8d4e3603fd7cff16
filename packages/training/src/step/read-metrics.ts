import type * as tf from '@tensorflow/tfjs';
import type { StepMetrics, StepOutputs } from './train-state';

/** A step's outputs as plain numbers. */
export function readMetrics({ total, terms, gradientNorm, finite }: StepOutputs): StepMetrics {
  return {
    total: valueOf(total),
    terms: Object.fromEntries(Object.entries(terms).map(([name, term]) => [name, valueOf(term)])),
    gradientNorm: valueOf(gradientNorm),
    finite: valueOf(finite) === 1,
  };
}

const valueOf = (scalar: tf.Scalar): number => scalar.dataSync()[0] ?? NaN;
