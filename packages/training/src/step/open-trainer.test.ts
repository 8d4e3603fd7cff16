import * as tf from '@tensorflow/tfjs';
import { itNative } from '../testing/native';
import { type NETWORKS, randomBatch, smallStep } from '../testing/small-trainings';
import { openTrainer } from './open-trainer';
import { stepInputs } from './step-inputs';
import { flattenTensors } from './tensor-tree';
import type { StepMetrics, TrainState } from './train-state';
import type { Trainer } from './trainer';
import type { TrainStep, TrainStepOptions } from './train-step';

const numbers = (state: TrainState): Map<string, number[]> =>
  new Map([...flattenTensors(state)].map(([path, tensor]) => [path, [...tensor.dataSync()]]));

/** Three steps on different batches. */
function follow(trainer: Trainer, trainStep: TrainStep): StepMetrics[] {
  return [1, 2, 3].map((number) => {
    const inputs = stepInputs(trainStep, randomBatch(trainStep, number), 0.001 / number);
    const metrics = trainer.run(inputs);
    tf.dispose(inputs);
    return metrics;
  });
}

async function eagerAndTraced(trainStep: TrainStep) {
  const results = [];
  for (const traced of [false, true]) {
    const state = trainStep.initialise(1);
    const trainer = await openTrainer({ trainStep, state, traced, embedRows: 4 });
    tf.dispose(state);
    const metrics = follow(trainer, trainStep);
    const faces = tf.randomUniform([6, ...trainStep.network.inputShape], 0, 1, 'float32', 5);
    const embeddings = [...trainer.embed(faces).dataSync()];
    const after = numbers(trainer.read()).set('embeddings', embeddings);
    trainer.dispose();
    results.push({ metrics, after });
  }
  return results as [(typeof results)[0], (typeof results)[0]];
}

/** Largest difference, relative to the largest number of its tensor (at least 1). */
function furthest(found: Map<string, number[]>, expected: Map<string, number[]>): { where: string; apart: number } {
  let worst = { where: 'nowhere', apart: 0 };
  for (const [where, values] of expected) {
    const scale = Math.max(1, ...values.map(Math.abs));
    const apart = Math.max(...values.map((value, i) => Math.abs(value - (found.get(where)?.[i] ?? NaN)))) / scale;
    if (!(apart <= worst.apart)) worst = { where, apart };
  }
  return worst;
}

// TensorFlow's graph optimiser changes the order of sums: batch norm over few numbers magnifies that, and gradients that
// cancel to 0 (an offset before another batch norm) are all rounding.
const variants: [keyof typeof NETWORKS, number, Partial<TrainStepOptions>][] = [
  ['adapter', 1e-6, { optimiser: { type: 'adamw', weightDecay: 1e-4, headWeightDecay: 1e-3 } }],
  ['tiny', 1e-5, { clip: 1, skipNonFinite: true }],
  ['tiny', 5e-5, { accumulate: 3, recompute: true, freeze: ['stem/*', 'heads/base'] }],
  ['resnet', 1e-3, {}],
];

describe('a training', () => {
  for (const [network, tolerance, options] of variants) {
    itNative(`is the same traced and eager: ${network} ${JSON.stringify(options)}`, async () => {
      const [eager, traced] = await eagerAndTraced(smallStep(network, options));
      expect(Object.keys(eager.metrics[0]?.terms ?? {})).toHaveLength(22);
      expect(new Set(eager.metrics.map(({ total }) => total)).size).toBe(3);
      eager.metrics.forEach((metrics, at) => {
        const other = traced.metrics[at] as StepMetrics;
        expect([other.finite, Object.keys(other.terms)]).toEqual([true, Object.keys(metrics.terms)]);
        expect(other.total / metrics.total).toBeCloseTo(1, 5);
        expect(other.gradientNorm / metrics.gradientNorm).toBeCloseTo(1, 4);
      });
      expect(traced.metrics[0]?.total).toBe(eager.metrics[0]?.total);
      expect([...traced.after.keys()]).toEqual([...eager.after.keys()]);
      const { where, apart } = furthest(traced.after, eager.after);
      expect({ where, close: apart < tolerance }).toEqual({ where, close: true });
    });
  }
});
