import { chooseEngine } from '@fairface/engine';
import { seededRandom } from '@fairface/io';
import { ClassBank, createHead } from '@fairface/losses';
import { trace } from '@fairface/trace';
import * as tf from '@tensorflow/tfjs';
import { median } from './statistics';

/** What to run, as JSON on the command line. */
export interface PartialFcRun {
  readonly classes: number;
  readonly dimension: number;
  readonly batch: number;
  /** Classes a step sees. */
  readonly sampled: number;
  readonly steps: number;
}

/** What is printed, as JSON; milliseconds are medians after two steps that do not count. */
export interface PartialFcTimes {
  readonly sampleMs: number;
  readonly gatherMs: number;
  readonly lossMs: number;
  readonly updateMs: number;
  readonly stepMs: number;
  /** Of all threads, as long as a step lasts. */
  readonly cpuMs: number;
  /** Making and filling the bank, seconds. */
  readonly fillSeconds: number;
  /** Memory of the process after the third and after the last step, megabytes. */
  readonly earlyMb: number;
  readonly lateMb: number;
}

async function main({ classes, dimension, batch, sampled, steps }: PartialFcRun): Promise<PartialFcTimes> {
  await chooseEngine({ engine: 'native' });
  const started = performance.now();
  const bank = ClassBank.glorot({ classes, dimension }, 1);
  // Memory that was never written counts for nothing: write it, as a long training would.
  for (const slot of Object.values(bank.slots)) slot.fill(0);
  const fillSeconds = (performance.now() - started) / 1000;
  const head = createHead({ type: 'arcface' });
  const session = await trace({
    variables: {},
    functions: {
      loss: {
        inputs: {
          embeddings: { shape: [batch, dimension] },
          labels: { shape: [batch], dtype: 'int32' as const },
          weights: { shape: [sampled, dimension] },
        },
        step: ({
          embeddings,
          labels,
          weights,
        }: {
          embeddings: tf.Tensor2D;
          labels: tf.Tensor1D;
          weights: tf.Tensor2D;
        }) => {
          const loss = (x: tf.Tensor, w: tf.Tensor) =>
            head.loss(x as tf.Tensor2D, labels, w as tf.Tensor2D, { layout: 'rows' }).loss;
          const { value, grads } = tf.valueAndGrads((x, w) => loss(x as tf.Tensor, w as tf.Tensor))([
            embeddings,
            weights,
          ]);
          return { outputs: { value, embeddings: grads[0] as tf.Tensor, weights: grads[1] as tf.Tensor } };
        },
      },
    },
  });
  const gathered = new Float32Array(sampled * dimension);
  const times: Record<string, number[]> = {};
  const timed = <T>(name: string, work: () => T): T => {
    const from = performance.now();
    const result = work();
    (times[name] ??= []).push(performance.now() - from);
    return result;
  };
  let earlyMb = 0;
  for (let step = 0; step < steps + 2; step++) {
    const random = seededRandom(1, 'batch', step);
    const labels = Int32Array.from({ length: batch }, () => random.integer(classes));
    const embeddings = Float32Array.from({ length: batch * dimension }, () => random.normal());
    const cpu = process.cpuUsage();
    timed('stepMs', () => {
      const { ids, places } = timed('sampleMs', () => bank.sample(1, step, labels, sampled));
      timed('gatherMs', () => bank.gather(ids, { into: gathered }));
      const gradient = timed('lossMs', () => {
        const inputs = {
          embeddings: tf.tensor2d(embeddings, [batch, dimension]),
          labels: tf.tensor1d(places, 'int32'),
          weights: tf.tensor2d(gathered, [sampled, dimension]),
        };
        const outputs = session.run('loss', inputs);
        // Not by tf.tidy, which looks at every number of an array that it hands out.
        const numbers = outputs.weights.dataSync() as Float32Array;
        tf.dispose([inputs, outputs]);
        return numbers;
      });
      timed('updateMs', () => bank.update(ids, gradient, { learningRate: 0.1, weightDecay: 5e-4 }));
    });
    const { user, system } = process.cpuUsage(cpu);
    (times.cpuMs ??= []).push((user + system) / 1000);
    if (step === 2) earlyMb = residentMb();
  }
  session.dispose();
  const medians = Object.entries(times).map(([name, list]) => [name, median(list.slice(2))]);
  return { ...Object.fromEntries(medians), fillSeconds, earlyMb, lateMb: residentMb() } as PartialFcTimes;
}

const residentMb = (): number => process.memoryUsage.rss() / 1024 ** 2;

void main(JSON.parse(process.argv[2] ?? '{}') as PartialFcRun).then((times) =>
  process.stdout.write(`${JSON.stringify(times)}\n`),
);
