import * as tf from '@tensorflow/tfjs';
import { chooseEngine } from '@fairface/engine';
import { itNative } from '../testing/native';
import { BRANCHES, type NETWORKS, randomBatch, smallStep } from '../testing/small-trainings';
import { openTrainer } from '../step/open-trainer';
import { stepInputs } from '../step/step-inputs';
import { flattenTensors } from '../step/tensor-tree';
import type { StepMetrics, TrainState } from '../step/train-state';
import type { TrainStepOptions } from '../step/train-step';
import { ClassBanks } from './class-banks';
import { runBatch } from './run-batch';

type Options = Partial<TrainStepOptions>;
type Numbers = Map<string, Float32Array>;

beforeEach(async () => void (await chooseEngine({ engine: 'wasm' })));

/** Branches of which a step sees so many classes; `all`: all, but sampled. */
const sampling = (samples: Readonly<Record<string, number>> | 'all'): Options => ({
  branches: BRANCHES.map((branch) => ({
    ...branch,
    sample: samples === 'all' ? branch.classes : samples[branch.name],
  })),
});

interface Run {
  metrics: StepMetrics[];
  /** Banks' rows turned into columns. */
  before: Numbers;
  after: Numbers;
  /** Tensors after each step. */
  counts: number[];
}

async function run(network: keyof typeof NETWORKS, options: Options, steps = 3, traced = false): Promise<Run> {
  const trainStep = smallStep(network, options);
  const state = trainStep.initialise(1);
  const banks = ClassBanks.initialise(trainStep, 1);
  const trainer = await openTrainer({ trainStep, state, traced });
  tf.dispose(state);
  const before = await numbersOf(trainer.read(), banks);
  const counts: number[] = [];
  const metrics = Array.from({ length: steps }, (_, step) => {
    const found = runBatch({ trainStep, trainer, banks, seed: 1 }, { ...randomBatch(trainStep, step), step }, 0.01);
    counts.push(tf.memory().numTensors);
    return found;
  });
  const after = await numbersOf(trainer.read(), banks);
  trainer.dispose();
  return { metrics, before, after, counts };
}

async function numbersOf(state: TrainState, banks: ClassBanks): Promise<Numbers> {
  const numbers: Numbers = new Map();
  for (const [path, tensor] of flattenTensors(state)) numbers.set(path, (await tensor.data()) as Float32Array);
  for (const [path, { shape, data }] of banks.tensors()) numbers.set(path, transposed(data, shape));
  tf.dispose(state);
  return numbers;
}

const transposed = (rows: Float32Array, [height, width]: readonly number[]): Float32Array =>
  rows.map((_, i) => rows[(i % (height as number)) * (width as number) + Math.floor(i / (height as number))] as number);

/** The tensor that is furthest from what it should be, relative to its largest number. */
function furthest(found: Numbers, expected: Numbers): { path: string; apart: number } {
  expect([...found.keys()].sort()).toEqual([...expected.keys()].sort());
  const all = [...expected].map(([path, values]) => {
    const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
    const own = found.get(path) ?? new Float32Array();
    return {
      path,
      apart: values.reduce((most, value, i) => Math.max(most, Math.abs(value - (own[i] ?? NaN))), 0) / scale,
    };
  });
  return all.reduce((worst, one) => (one.apart <= worst.apart ? worst : one));
}

describe('a training with sampled classes', () => {
  it.each<[keyof typeof NETWORKS, Options]>([
    ['tiny', { clip: 1, optimiser: { type: 'sgd', weightDecay: 0.001, headWeightDecay: 0.01 } }],
    ['tiny', { accumulate: 3, freeze: ['heads/extra'], optimiser: { type: 'sgd', nesterov: true } }],
    ['adapter', { optimiser: { type: 'adamw', headWeightDecay: 0.01 }, skipNonFinite: true }],
    ['adapter', { optimiser: { type: 'sgd', momentum: 0 } }],
  ])('that sees all of them equals one that does not sample: %s %j', async (network, options) => {
    const whole = await run(network, options);
    const sampled = await run(network, { ...options, ...sampling('all') });
    expect(sampled.before).toEqual(whole.before);
    sampled.metrics.forEach(({ total, terms, gradientNorm }, at) => {
      expect(total / (whole.metrics[at]?.total ?? NaN)).toBeCloseTo(1, 5);
      expect(gradientNorm / (whole.metrics[at]?.gradientNorm ?? NaN)).toBeCloseTo(1, 4);
      expect(Object.keys(terms)).toEqual(Object.keys(whole.metrics[at]?.terms ?? {}));
    });
    const { path, apart } = furthest(sampled.after, whole.after);
    expect({ path, close: apart < 1e-5 }).toEqual({ path, close: true });
  });

  it('changes the classes that a step sees, with the state of the optimiser, and no others', async () => {
    const { before, after } = await run('tiny', sampling({ base: 5, dark: 4 }), 1);
    const trainStep = smallStep('tiny', sampling({ base: 5, dark: 4 }));
    const labels = Object.entries(randomBatch(trainStep, 0).branches).map(([name, branch]) => [name, branch.labels]);
    const { ids } = new ClassBanks(trainStep).draw(1, 0, Object.fromEntries(labels) as Record<string, Int32Array>);
    const changedColumns = (path: string, classes: number): number[] => {
      const found = (numbers: Numbers, c: number) => numbers.get(path)?.filter((_, i) => i % classes === c);
      return [...Array(classes).keys()].filter((c) => String(found(before, c)) !== String(found(after, c)));
    };
    expect(ids['base']).toHaveLength(5);
    expect(changedColumns('heads/base', 7)).toEqual([...(ids['base'] ?? [])]);
    expect(changedColumns('optimiser/velocity/heads/base', 7)).toEqual([...(ids['base'] ?? [])]);
    expect(changedColumns('heads/dark', 4)).toEqual([0, 1, 2, 3]);
  });

  it('counts the weights of the classes that it sees in the L2 term', async () => {
    const { metrics, before } = await run('tiny', sampling({ base: 5 }), 1);
    const trainStep = smallStep('tiny', sampling({ base: 5 }));
    const { labels } = randomBatch(trainStep, 0).branches['base'] ?? { labels: new Int32Array() };
    const ids = new Set(new ClassBanks(trainStep).draw(1, 0, { base: labels }).ids['base']);
    const squares = before.get('heads/base')?.reduce((sum, w, i) => (ids.has(i % 7) ? sum + w * w : sum), 0) ?? NaN;
    expect(metrics[0]?.terms['l2/base']).toBeCloseTo(0.0005 * squares, 8);
  });

  it('leaves no tensor and repeats itself', async () => {
    const before = tf.memory().numTensors;
    const [first, second] = [await run('tiny', sampling({ base: 5 })), await run('tiny', sampling({ base: 5 }))];
    expect(new Set(first.counts).size).toBe(1);
    expect(tf.memory().numTensors).toBe(before);
    expect(second.after).toEqual(first.after);
  });

  itNative('is the same traced and eager', async () => {
    for (const options of [{ optimiser: { type: 'adamw' } as const }, { accumulate: 2, clip: 1 }]) {
      const all = { ...options, ...sampling({ base: 5, bright: 4 }) };
      const [eager, traced] = [await run('adapter', all), await run('adapter', all, 3, true)];
      expect(traced.metrics[0]?.total).toBe(eager.metrics[0]?.total);
      const { path, apart } = furthest(traced.after, eager.after);
      expect({ path, close: apart < 1e-5 }).toEqual({ path, close: true });
    }
  });

  it('samples whole classes where they have several centres', async () => {
    const loss = { branches: [{ name: 'base', head: { type: 'subcenter-arcface', subCenters: 2 } as const }] };
    const options = (sample?: number): Options => ({ loss, branches: [{ ...BRANCHES[0], sample }], pairs: [] });
    const [whole, sampled] = [await run('adapter', options()), await run('adapter', options(7))];
    expect(furthest(sampled.after, whole.after).apart).toBeLessThan(1e-5);
    const { before, after } = await run('adapter', options(4), 1);
    const moved = new Set<number>();
    after
      .get('heads/base')
      ?.forEach((w, i) => w !== before.get('heads/base')?.[i] && moved.add(Math.floor((i % 14) / 2)));
    expect(moved.size).toBe(4);
  });
});

describe('ClassBanks', () => {
  const trainStep = smallStep('tiny', sampling({ base: 5, dark: 4 }));

  it('begins with given class weights, of the right size', () => {
    const columns = Float32Array.from({ length: 16 * 4 }, (_, i) => i);
    const banks = ClassBanks.initialise(trainStep, 1, { dark: columns });
    const dark = banks.tensors().get('heads/dark');
    expect(dark?.shape).toEqual([4, 16]);
    expect(transposed(dark?.data ?? new Float32Array(), [4, 16])).toEqual(columns);
    expect(() => ClassBanks.initialise(trainStep, 1, { dark: columns.subarray(1) })).toThrow(
      "The class weights of 'dark': expected [16, 4], found 63 numbers",
    );
    expect(banks.sizes).toEqual({ base: { seen: 5, classes: 7 }, dark: { seen: 4, classes: 4 } });
  });

  it('draws other classes for every step and branch, the same for the same step', () => {
    const two = { ...BRANCHES[0], classes: 500, sample: 50 };
    const banks = new ClassBanks(
      smallStep('adapter', {
        loss: { branches: ['a', 'b'].map((name) => ({ name, head: { type: 'arcface' } as const })) },
        branches: ['a', 'b'].map((name) => ({ ...two, name })),
        pairs: [],
      }),
    );
    const draw = (seed: number, step: number) => banks.draw(seed, step, {}).ids;
    expect(draw(1, 3)).toEqual(draw(1, 3));
    expect(draw(1, 3)['a']).not.toEqual(draw(1, 3)['b']);
    expect(draw(1, 3)['a']).not.toEqual(draw(1, 4)['a']);
    expect(draw(1, 3)['a']).not.toEqual(draw(2, 3)['a']);
  });

  it('is needed by a step that samples, and does not sample more than there is', () => {
    expect(() => stepInputs(trainStep, randomBatch(trainStep, 1), 1)).toThrow(
      "The branch 'base': expected 4 labels, found 0",
    );
    expect(() => smallStep('tiny', sampling({ base: 8 }))).toThrow("The branch 'base': cannot sample 8 of 7 classes");
    expect(() => smallStep('tiny', sampling({ base: 1.5 }))).toThrow("'base': expected sample as a whole number");
  });
});
