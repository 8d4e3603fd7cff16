import { chooseEngine } from '@fairface/engine';
import { seededRandom } from '@fairface/io';
import { createMultiBranchLoss, type MultiBranchOptions } from '@fairface/losses';
import { buildNetwork } from '@fairface/model';
import { trace } from '@fairface/trace';
import { type BatchData, createTrainStep, openTrainer, stepInputs, type TrainStep } from '@fairface/training';
import * as tf from '@tensorflow/tfjs';
import { median } from './statistics';

/** What to run, as JSON on the command line. */
export interface TrainStepRun {
  /** Side of the images, pixels. */
  readonly size: number;
  readonly steps: number;
  readonly traced: boolean;
  /** `plain`: 8 images of one branch of 10,000 people with ArcFace. `fair`: four groups besides, and every term. */
  readonly loss: 'plain' | 'fair';
  readonly recompute?: boolean;
  readonly accumulate?: number;
}

/** What is printed, as JSON. */
export interface TrainStepTimes {
  /** Median, after two steps that do not count. */
  readonly stepMs: number;
  readonly rows: number;
  /** Loss and its gradients by embeddings and class weights alone, traced, median; of `fair` runs. */
  readonly lossMs: number;
}

const GROUPS = ['bright_male', 'bright_female', 'dark_male', 'dark_female'];
const head = { type: 'arcface' } as const;

const losses: Record<TrainStepRun['loss'], MultiBranchOptions> = {
  plain: { branches: [{ name: 'base', head }], l2: 0 },
  fair: {
    branches: ['base', ...GROUPS].map((name) => ({ name, head })),
    groups: GROUPS.map((branch) => ({ branch })),
    constraints: { kl: { weight: 0.1, between: 'all' }, entropy: { weight: 0.01 }, order: { weight: 0.1 } },
  },
};

async function main(run: TrainStepRun): Promise<TrainStepTimes> {
  await chooseEngine({ engine: 'native' });
  const groups = run.loss === 'fair' ? GROUPS : [];
  const trainStep = createTrainStep({
    network: buildNetwork({ preset: 'resnet101-se', inputSize: run.size }),
    loss: losses[run.loss],
    branches: [
      { name: 'base', classes: 10_000, batch: 8 },
      ...groups.map((name) => ({ name, classes: 500, batch: 8 })),
    ],
    pairs: groups.map((group) => ({ group, batch: 4 })),
    optimiser: { type: 'sgd' },
    recompute: run.recompute,
    accumulate: run.accumulate,
  });
  const state = trainStep.initialise(1);
  const trainer = await openTrainer({ trainStep, state, traced: run.traced });
  tf.dispose(state);
  // As the peer's: so small a rate that the batch is not learnt by heart, which would change the speed.
  const inputs = stepInputs(trainStep, randomBatch(trainStep), 1e-6);
  const stepMs = medianMs(run.steps, () => void trainer.run(inputs));
  trainer.dispose();
  const lossMs = run.loss === 'fair' ? await lossAlone(trainStep, losses.fair, 5 * run.steps) : NaN;
  return { stepMs, rows: trainStep.layout.rows, lossMs };
}

/** The loss on embeddings, traced, with its gradients by embeddings and class weights. */
async function lossAlone({ layout, network }: TrainStep, options: MultiBranchOptions, steps: number): Promise<number> {
  const loss = createMultiBranchLoss(options);
  const names = layout.branches.map(({ name }) => name);
  const random = (...shape: number[]) => tf.randomNormal(shape, 0, 1, 'float32', 1);
  const embeddingsOf = (shapes: Record<string, number>): Record<string, tf.Tensor> =>
    Object.fromEntries(Object.entries(shapes).map(([name, rows]) => [name, random(rows, network.embedding)]));
  const variables: Record<string, tf.Tensor> = {
    ...Object.fromEntries(
      layout.branches.map(({ name, classes }) => [`weights/${name}`, random(network.embedding, classes)]),
    ),
    ...embeddingsOf(Object.fromEntries(layout.branches.map(({ name, batch }) => [`embeddings/${name}`, batch]))),
    ...embeddingsOf(
      Object.fromEntries(
        layout.pairs.flatMap(({ group, batch }) => [
          [`left/${group}`, batch],
          [`right/${group}`, batch],
        ]),
      ),
    ),
  };
  const step = (labels: Record<string, tf.Tensor1D>, current: Record<string, tf.Tensor>) => {
    const paths = Object.keys(current);
    const { value, grads } = tf.valueAndGrads((...tensors: tf.Tensor[]) => {
      const at = (path: string) => tensors[paths.indexOf(path)] as tf.Tensor2D;
      const inputs = names.map((name) => {
        const pairs = current[`left/${name}`] && { left: at(`left/${name}`), right: at(`right/${name}`) };
        const own = { embeddings: at(`embeddings/${name}`), weights: at(`weights/${name}`), pairs };
        return [name, { ...own, labels: labels[name] as tf.Tensor1D }] as const;
      });
      return loss.loss(Object.fromEntries(inputs)).total;
    })(Object.values(current));
    const moved = paths.map((path, i) => [path, tf.sub(current[path] as tf.Tensor, grads[i] as tf.Tensor)] as const);
    return { outputs: { value }, variables: Object.fromEntries(moved) };
  };
  const labels = Object.fromEntries(
    layout.branches.map(({ name, batch, classes }) => [name, randomLabels(batch, classes, name)]),
  );
  const inputs = Object.fromEntries(Object.entries(labels).map(([name, own]) => [name, tf.tensor1d(own, 'int32')]));
  const session = await trace({ variables, functions: { loss: { inputs, step } } });
  tf.dispose(variables);
  const ms = medianMs(steps, () => tf.tidy(() => void session.run('loss', inputs).value.dataSync()));
  session.dispose();
  return ms;
}

function randomBatch({ layout, network }: TrainStep): BatchData {
  const width = network.inputShape.reduce((product, size) => product * size, 1);
  const rows = (count: number, name: string): Float32Array => {
    const random = seededRandom(1, 'images', name);
    return Float32Array.from({ length: count * width }, () => random.next());
  };
  return {
    branches: Object.fromEntries(
      layout.branches.map(({ name, batch, classes }) => [
        name,
        { inputs: rows(batch, name), labels: randomLabels(batch, classes, name) },
      ]),
    ),
    pairs: Object.fromEntries(
      layout.pairs.map(({ group, batch }) => [
        group,
        { left: rows(batch, `${group} left`), right: rows(batch, `${group} right`) },
      ]),
    ),
  };
}

function randomLabels(count: number, classes: number, branch: string): Int32Array {
  const random = seededRandom(1, 'labels', branch);
  return Int32Array.from({ length: count }, () => random.integer(classes));
}

/** After two calls that do not count. */
function medianMs(count: number, call: () => void): number {
  const times = Array.from({ length: count + 2 }, () => {
    const started = performance.now();
    call();
    return performance.now() - started;
  });
  return median(times.slice(2));
}

void main(JSON.parse(process.argv[2] ?? '{}') as TrainStepRun).then((times) =>
  process.stdout.write(`${JSON.stringify(times)}\n`),
);
