import * as tf from '@tensorflow/tfjs';
import { chooseEngine } from '@fairface/engine';
import adamwRuns from '../fixtures/adamw.json';
import golden from '../fixtures/optimizer.json';
import { createOptimiser } from './create-optimiser';
import type { OptimisedVariable, OptimiserOptions, TensorRecord } from './optimiser';

const W: readonly OptimisedVariable[] = [{ name: 'w', kind: 'kernel' }];
const [a, b] = [golden.a, golden.b];

interface GoldenStep {
  learningRate: number;
  gradient: number[][];
  velocity?: number[][];
  weights: number[][];
}

function gradient(w: tf.Tensor): tf.Tensor {
  return tf.grad((x) => tf.div(tf.mean(tf.square(tf.sub(tf.matMul(a, x as tf.Tensor2D), b))), 2))(w);
}

function zeros(optimiser: ReturnType<typeof createOptimiser>, shapes: Record<string, readonly number[]>): TensorRecord {
  return Object.fromEntries(
    Object.entries(optimiser.stateShapes(shapes)).map(([name, shape]) => [name, tf.zeros([...shape])]),
  );
}

/** Every step of a golden run, compared. */
function follow(options: OptimiserOptions, steps: readonly GoldenStep[], finite?: tf.Scalar): void {
  const optimiser = createOptimiser(options, W);
  let variables: TensorRecord = { w: tf.tensor2d(golden.w0) };
  let state = zeros(optimiser, { w: [3, 2] });
  for (const step of steps) {
    const gradients = { w: gradient(variables['w'] as tf.Tensor) };
    const learningRate = tf.scalar(step.learningRate);
    ({ variables, state } = optimiser.apply({ variables, gradients, state, learningRate, finite }));
    close(variables['w'], step.weights);
    if (step.velocity !== undefined && state['velocity/w'] !== undefined) close(state['velocity/w'], step.velocity);
  }
}

function close(found: tf.Tensor | undefined, expected: number[][]): void {
  const values = [...(found?.dataSync() ?? [])];
  expect(values).toEqual(expected.flat().map((value) => expect.closeTo(value, 5)));
}

describe.each(['cpu', 'wasm'] as const)('optimisers on %s', (engine) => {
  beforeAll(async () => void (await chooseEngine({ engine })));

  for (const { name, momentum, l2, nesterov, steps } of golden.runs) {
    it(`follow the golden run: ${name}`, () => {
      const options = { type: 'sgd', momentum, nesterov, weightDecay: l2 } as const;
      follow(options, steps);
      follow(options, steps, tf.scalar(true));
    });
  }

  for (const { name, steps, ...options } of adamwRuns.runs) {
    it(`follow PyTorch: ${name}`, () => {
      follow({ type: 'adamw', ...options }, steps);
      follow({ type: 'adamw', ...options }, steps, tf.scalar(true));
    });
  }

  it.each<OptimiserOptions>([
    { type: 'sgd', momentum: 0, weightDecay: 0.1 },
    { type: 'sgd', weightDecay: 0.1 },
    { type: 'sgd', nesterov: true },
    { type: 'adamw', weightDecay: 0.1 },
  ])('leave everything as it is where a step is not finite: %j', (options) => {
    const optimiser = createOptimiser(options, W);
    const steps = (gradients: number[], finite: boolean, start: TensorRecord, state: TensorRecord) =>
      optimiser.apply({
        variables: start,
        gradients: { w: tf.tensor1d(gradients) },
        state,
        learningRate: tf.scalar(0.5),
        finite: tf.scalar(finite),
      });
    const first = { w: tf.tensor1d([1, 2]) };
    const empty = zeros(optimiser, { w: [2] });
    const atOnce = steps([NaN, 1], false, first, empty);
    const before = steps([0.25, -1], true, first, empty);
    const after = steps([NaN, Infinity], false, before.variables, before.state);
    const numbers = (record: TensorRecord) => Object.values(record).map((tensor) => [...tensor.dataSync()]);
    expect(numbers(atOnce.variables)).toEqual([[1, 2]]);
    expect(numbers(atOnce.state)).toEqual(numbers(empty));
    expect(numbers(after.variables)).toEqual(numbers(before.variables));
    expect(numbers(after.state)).toEqual(numbers(before.state));
    expect(numbers(before.variables)).not.toEqual([[1, 2]]);
  });

  it.each<OptimiserOptions>([{ type: 'sgd', weightDecay: 0.1 }, { type: 'sgd', nesterov: true }, { type: 'adamw' }])(
    'make nothing but their results: %j',
    (options) => {
      const optimiser = createOptimiser(options, W);
      const variables = { w: tf.ones([2]) };
      const state = zeros(optimiser, { w: [2] });
      const step = { variables, gradients: variables, state, learningRate: tf.scalar(1), finite: tf.scalar(true) };
      const before = tf.memory().numTensors;
      const next = optimiser.apply(step);
      expect(tf.memory().numTensors).toBe(before + 1 + Object.keys(next.state).length);
    },
  );
});

describe('weight decay and learning rates by parameter', () => {
  const kinds = ['kernel', 'weights', 'bias', 'gamma', 'beta', 'slope', 'classWeights'] as const;
  const variables = kinds.map((kind) => ({ name: `stage1/${kind}`, kind }));

  /** By how much each parameter, of value 1 and gradient 0 or 1, falls at learning rate 1. */
  const falls = (options: OptimiserOptions, gradientOf: number): Record<string, number> => {
    const optimiser = createOptimiser(options, variables);
    const filled = (value: number) => Object.fromEntries(variables.map(({ name }) => [name, tf.scalar(value)]));
    const shapes = Object.fromEntries(variables.map(({ name }) => [name, []]));
    const next = optimiser.apply({
      variables: filled(1),
      gradients: filled(gradientOf),
      state: zeros(optimiser, shapes),
      learningRate: tf.scalar(1),
    });
    return Object.fromEntries(
      variables.map(({ name, kind }) => [kind, 1 - Number(next.variables[name]?.dataSync()[0])]),
    );
  };
  const rounded = (record: Record<string, number>) =>
    Object.fromEntries(Object.entries(record).map(([kind, value]) => [kind, Number(value.toFixed(5))]));
  const none = { kernel: 0, weights: 0, bias: 0, gamma: 0, beta: 0, slope: 0, classWeights: 0 };

  it.each(['sgd', 'adamw'] as const)('decay kernels, dense weights and class weights only: %s', (type) => {
    expect(rounded(falls({ type }, 0))).toEqual(none);
    expect(rounded(falls({ type, weightDecay: 0.25, headWeightDecay: 0.5 }, 0))).toEqual({
      ...none,
      kernel: 0.25,
      weights: 0.25,
      classWeights: 0.5,
    });
  });

  it('follow the first group that fits', () => {
    const groups = [
      { match: '*/kernel', rate: 2, weightDecay: 0 },
      { match: 'stage1/*', weightDecay: 0.125 },
    ];
    const options = { type: 'sgd', weightDecay: 0.25, headWeightDecay: 0.5, groups } as const;
    const rest = { weights: 0.125, bias: 0.125, gamma: 0.125, beta: 0.125, slope: 0.125, classWeights: 0.125 };
    expect(rounded(falls(options, 0))).toEqual({ kernel: 0, ...rest });
    expect(falls(options, 1)).toMatchObject({ kernel: 2, bias: 1.125 });
  });

  it.each<[OptimiserOptions, string]>([
    [{ type: 'sgd', momentum: 1 }, 'expected momentum from 0 to below 1, found 1'],
    [{ type: 'sgd', weightDecay: -1 }, 'expected weightDecay at least 0, found -1'],
    [{ type: 'adamw', beta2: 1 }, 'expected beta1 and beta2 above 0 and below 1, found 1'],
    [{ type: 'adamw', epsilon: 0 }, 'expected epsilon above 0, found 0'],
    [{ type: 'sgd', groups: [{ match: 'stage9/*' }] }, "optimiser.groups: 'stage9/*' fits no parameter"],
  ])('refuse %j', (options, message) => {
    expect(() => createOptimiser(options, variables)).toThrow(message);
  });
});
