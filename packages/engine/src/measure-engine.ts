import * as tf from '@tensorflow/tfjs';
import type { EngineFacts, EngineName } from './engine-name';
import { engineStarters } from './engine-starters';

/** How fast an engine was just now; machines are noisy, so the best of several runs. */
export interface EngineMeasurement extends EngineFacts {
  readonly name: EngineName;
  /** Product of two square matrices. */
  readonly matMul: { readonly size: number; readonly gflops: number };
  /** 3x3 convolution of [batch, 16, 16, channels], as many channels out. */
  readonly conv: { readonly batch: number; readonly channels: number; readonly gflops: number };
}

/** Large enough to be fast, small enough to be over soon, for each engine. */
const WORK: Record<EngineName, { size: number; batch: number; channels: number }> = {
  native: { size: 1024, batch: 8, channels: 256 },
  wasm: { size: 512, batch: 1, channels: 256 },
  cpu: { size: 512, batch: 1, channels: 64 },
};

const SIDE = 16;
const KERNEL = 3;
/** Milliseconds after which no further run starts. */
const BUDGET = 250;

/**
 * Measures one engine in a second or two and puts the engine that was current back.
 *
 * @throws EngineError where that engine cannot run.
 */
export async function measureEngine(name: EngineName, starters = engineStarters): Promise<EngineMeasurement> {
  const previous = tf.getBackend();
  try {
    const facts = await starters[name]();
    const { size, batch, channels } = WORK[name];
    const matMul = { size, gflops: await best(multiplication(64), multiplication(size)) };
    const conv = { batch, channels, gflops: await best(convolution(1, 16), convolution(batch, channels)) };
    return { ...facts, name, matMul, conv };
  } finally {
    if (previous) await tf.setBackend(previous);
  }
}

interface Task {
  readonly inputs: tf.Tensor[];
  readonly flop: number;
  readonly run: () => tf.Tensor;
}

function multiplication(size: number): Task {
  const [a, b] = [tf.fill([size, size], 0.5), tf.fill([size, size], 0.25)] as const;
  return { inputs: [a, b], flop: 2 * size ** 3, run: () => tf.matMul(a, b) };
}

function convolution(batch: number, channels: number): Task {
  const x: tf.Tensor4D = tf.fill([batch, SIDE, SIDE, channels], 0.5);
  const filter: tf.Tensor4D = tf.fill([KERNEL, KERNEL, channels, channels], 0.25);
  const flop = 2 * batch * SIDE ** 2 * KERNEL ** 2 * channels ** 2;
  return { inputs: [x, filter], flop, run: () => tf.conv2d(x, filter, 1, 'same') };
}

/** GFLOP/s of the fastest run, after a small run that warms up. */
async function best(warmUp: Task, task: Task): Promise<number> {
  await timed(warmUp);
  const end = performance.now() + BUDGET;
  let shortest = Infinity;
  do {
    shortest = Math.min(shortest, await timed(task));
  } while (performance.now() < end);
  tf.dispose([...warmUp.inputs, ...task.inputs]);
  return task.flop / shortest / 1e6;
}

/** Milliseconds until the result can be read. */
async function timed({ run }: Task): Promise<number> {
  const start = performance.now();
  const result = run();
  await result.data();
  result.dispose();
  return performance.now() - start;
}
