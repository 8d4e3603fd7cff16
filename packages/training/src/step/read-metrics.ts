import type * as tf from '@tensorflow/tfjs';
import type { StepOutputs, StepResult } from './train-state';

/** A step's outputs as plain numbers. Not to be returned through `tf.tidy`, which would look at each of them. */
export function readMetrics({ total, terms, gradientNorm, finite, sampled }: StepOutputs): StepResult {
  return {
    total: valueOf(total),
    terms: mapRecord(terms, valueOf),
    gradientNorm: valueOf(gradientNorm),
    finite: valueOf(finite) === 1,
    sampled: { heads: mapRecord(sampled.heads, numbersOf), optimiser: mapRecord(sampled.optimiser, numbersOf) },
  };
}

function mapRecord<From, To>(record: Readonly<Record<string, From>>, map: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}

const valueOf = (scalar: tf.Scalar): number => scalar.dataSync()[0] ?? NaN;
const numbersOf = (tensor: tf.Tensor): Float32Array => tensor.dataSync() as Float32Array;
