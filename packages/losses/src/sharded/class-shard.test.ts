import * as tf from '@tensorflow/tfjs';
import { createHead } from '../heads/create-head';
import type { HeadOptions } from '../heads/head-options';
import { matrix } from '../testing/batches';
import { computeOn, engines } from '../testing/engines';
import { apart } from '../testing/golden';
import { createClassShard } from './class-shard';
import { combineSoftmax } from './combine-softmax';

const [ROWS, SIZE, CLASSES] = [7, 6, 9];
const LABELS = [0, 3, 2, 8, 1, 1, 7];
const VALID = [1, 1, 1, 1, 1, 0, 1];

const heads: HeadOptions[] = [
  { type: 'arcface', scale: 16 },
  { type: 'cosface', scale: 64 },
  { type: 'combined-margin', scale: 16, margins: [1.2, 0.3, 0.1] },
  { type: 'adaface', scale: 16, momentum: 0.3 },
  { type: 'curricularface', scale: 16, momentum: 0.2 },
  { type: 'magface', scale: 16, norms: [1.5, 3] },
  { type: 'subcenter-arcface', scale: 16, subCenters: 2 },
];

const before = (options: HeadOptions): Record<string, tf.Tensor> =>
  ({ adaface: { mean: tf.scalar(2), std: tf.scalar(0.5) }, curricularface: { t: tf.scalar(0.3) } })[
    options.type as string
  ] ?? {};

function whole(options: HeadOptions) {
  const head = createHead(options);
  const [x, w] = [matrix(ROWS, SIZE, 1), matrix(...head.weightShape(SIZE, CLASSES), 2)];
  const [labels, validRows] = [tf.tensor1d(LABELS, 'int32'), tf.tensor1d(VALID)];
  const run = (x: tf.Tensor, w: tf.Tensor) =>
    head.loss(x as tf.Tensor2D, labels, w as tf.Tensor2D, { state: before(options), validRows });
  const { value, grads } = tf.valueAndGrads((x, w) => run(x as tf.Tensor, w as tf.Tensor).loss)([x, w]);
  return { loss: value, x: grads[0] as tf.Tensor, w: grads[1] as tf.Tensor, ...run(x, w).state };
}

/** The same over shards that begin at `firsts`. */
function sharded(options: HeadOptions, firsts: readonly number[]) {
  const shard = createClassShard(options);
  const [, columns] = createHead(options).weightShape(SIZE, CLASSES);
  const perClass = columns / CLASSES;
  const [x, w, state] = [matrix(ROWS, SIZE, 1), matrix(SIZE, columns, 2), before(options)];
  const validRows = tf.tensor2d(VALID, [ROWS, 1]);
  const parts = firsts.map((first, s) => {
    const size = (firsts[s + 1] ?? CLASSES) - first;
    const weights = tf.slice(w, [0, first * perClass], [SIZE, size * perClass]);
    const labels = tf.tensor1d(
      LABELS.map((label) => label - first),
      'int32',
    );
    return { weights, forward: shard.forward(x, labels, weights), first: s === 0 };
  });
  const target = tf.addN(parts.map(({ forward }) => forward.target)) as tf.Tensor2D;
  const step = { target, state, validRows };
  const shares = parts.map(({ forward }) => shard.softmax(forward, step));
  const numbers = shares.map(({ largest, sum, targetLogit, regulariser }) => {
    const read = (tensor: tf.Tensor) => tensor.dataSync() as Float32Array;
    return { largest: read(largest), sum: read(sum), targetLogit: read(targetLogit), regulariser: read(regulariser) };
  });
  const { logSum, loss } = combineSoftmax(numbers, Float32Array.from(VALID));
  const gradients = parts.map(({ weights, forward, first }) =>
    shard.backward(weights, forward, { ...step, logSum: tf.tensor2d(logSum, [ROWS, 1]), first }),
  );
  return {
    loss: tf.scalar(loss),
    x: tf.addN(gradients.map(({ embeddings }) => embeddings)),
    w: tf.concat(
      gradients.map(({ weights }) => weights),
      1,
    ),
    ...shares.at(-1)?.state,
  };
}

describe.each(engines)('class shards on the %s engine', (engine) => {
  it.each(heads.map((options) => [options.type, options] as const))(
    '%s equals the head in one piece',
    async (_, options) => {
      const expected = await computeOn(engine, () => whole(options));
      if (expected === undefined) return;
      for (const firsts of [[0], [0, 2], [0, 5, 7]]) {
        const found = await computeOn(engine, () => sharded(options, firsts));
        expect(Object.keys(found ?? {})).toEqual(Object.keys(expected));
        for (const [name, values] of Object.entries(expected)) {
          expect(apart((found as Record<string, number[]>)[name], values)).toBeLessThan(1e-5);
        }
      }
    },
  );
});

it('cannot shard CIFP', () => {
  expect(() => createClassShard({ type: 'cifp' })).toThrow('CIFP needs all classes in one process');
});

it('combines logits that are far apart', () => {
  const share = (largest: number) => ({
    largest: Float32Array.of(largest),
    sum: Float32Array.of(2),
    targetLogit: Float32Array.of(largest === -500 ? -500 : 0),
    regulariser: new Float32Array(1),
  });
  const { logSum, loss } = combineSoftmax([share(-500), share(-400)], Float32Array.of(1));
  expect(logSum[0]).toBeCloseTo(-400 + Math.log(2), 4);
  expect(loss).toBeCloseTo(100 + Math.log(2), 4);
});
