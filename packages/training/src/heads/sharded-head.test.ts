import type { EngineName } from '@fairface/engine';
import { createHead, type HeadOptions, type TensorRecord } from '@fairface/losses';
import { seededRandom } from '@fairface/io';
import * as tf from '@tensorflow/tfjs';
import { whyMissing } from '../testing/native';
import { openShardedHead, type ShardedHeadOptions } from './sharded-head';

const [ROWS, DIMENSION, CLASSES] = [6, 8, 11];
const UPDATE = { learningRate: 0.1, gradientScale: 0.5 };
const L2 = 0.01;

const normals = (count: number, purpose: string, step = 0): Float32Array => {
  const random = seededRandom(1, purpose, step);
  return Float32Array.from({ length: count }, () => random.normal());
};
const batch = (step: number) => ({
  embeddings: normals(ROWS * DIMENSION, 'embeddings', step),
  labels: Int32Array.from({ length: ROWS }, (_, i) => (i * 5 + step * 3) % CLASSES),
  validRows: Float32Array.from({ length: ROWS }, (_, i) => (i === step ? 0 : 1)),
});

/** The same steps with the head in one piece, in this process. */
function inOnePiece(options: HeadOptions, weights: Float32Array, steps: number) {
  return tf.tidy(() => {
    const head = createHead(options);
    const shape = head.weightShape(DIMENSION, CLASSES);
    let [w, velocity, state]: [tf.Tensor2D, tf.Tensor2D, TensorRecord] = [
      tf.tensor2d(weights, shape),
      tf.zeros(shape),
      head.initialState(),
    ];
    const results = [];
    for (let step = 0; step < steps; step++) {
      const { embeddings, labels, validRows } = batch(step);
      const run = (x: tf.Tensor, w: tf.Tensor) =>
        head.loss(x as tf.Tensor2D, tf.tensor1d(labels), w as tf.Tensor2D, {
          state,
          validRows: tf.tensor1d(validRows),
        });
      const given = [tf.tensor2d(embeddings, [ROWS, DIMENSION]), w] as const;
      const { value, grads } = tf.valueAndGrads((x, w) => run(x as tf.Tensor, w as tf.Tensor).loss)([...given]);
      const [dx, dw] = grads as [tf.Tensor2D, tf.Tensor2D];
      results.push({
        loss: value.dataSync()[0] as number,
        l2: L2 * 0.5 * (tf.sum(tf.square(w)).dataSync()[0] as number),
        gradient: dx.dataSync().slice() as Float32Array,
        squaredNorm: tf.sum(tf.square(dw)).dataSync()[0] as number,
      });
      state = run(...given).state;
      velocity = tf.add(tf.mul(velocity, 0.9), tf.add(tf.mul(dw, UPDATE.gradientScale), tf.mul(w, L2)));
      w = tf.sub(w, tf.mul(velocity, UPDATE.learningRate));
    }
    const numbers = Object.entries(state).map(([name, value]) => [name, value.dataSync()[0] as number] as const);
    const [last, momentum] = [w, velocity].map((tensor) => tensor.dataSync().slice() as Float32Array);
    return {
      results,
      weights: last as Float32Array,
      momentum: momentum as Float32Array,
      state: Object.fromEntries(numbers),
    };
  });
}

function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(found.length).toBe(expected.length);
  const apart = Array.from(found, (value, i) => Math.abs(value - (expected[i] as number)));
  expect(Math.max(...apart)).toBeLessThan(1e-5);
}

const cases: [string, HeadOptions, ShardedHeadOptions['shards'], EngineName][] = [
  ['arcface over 2 processes on wasm', { type: 'arcface', scale: 16 }, 2, 'wasm'],
  [
    'curricularface over 3 uneven ones on wasm',
    { type: 'curricularface', scale: 16, momentum: 0.2 },
    [5, 2, 4],
    'wasm',
  ],
  [
    'sub-centres over 2 uneven ones on native',
    { type: 'subcenter-arcface', scale: 16, subCenters: 2 },
    [3, 8],
    'native',
  ],
];

/** Whether an engine runs here; says so where the native one does not. */
async function started(engine: EngineName): Promise<boolean> {
  const missing = await whyMissing(engine);
  if (missing !== undefined) console.warn(`SKIPPED on the native engine: ${missing}`);
  return missing === undefined;
}

describe('openShardedHead', () => {
  it.each(cases)('%s: losses, gradients and weights of the head in one piece', async (_, head, shards, engine) => {
    if (!(await started(engine))) return;
    const options = { head, dimension: DIMENSION, classes: CLASSES, shards, engine, l2: L2 };
    const sharded = await openShardedHead(options);
    try {
      expect(new Set(sharded.pids).size).toBe(typeof shards === 'number' ? shards : shards.length);
      const { weights } = await sharded.read();
      const expected = inOnePiece(head, weights, 3);
      for (const [step, result] of expected.results.entries()) {
        const { embeddings, labels, validRows } = batch(step);
        const found = await sharded.step(embeddings, labels, validRows);
        expectClose(found.gradient, result.gradient);
        expectClose([found.loss, found.l2], [result.loss, result.l2]);
        expect(found.squaredNorm / result.squaredNorm).toBeCloseTo(1, 5);
        await sharded.update(UPDATE);
      }
      const after = await sharded.read();
      expectClose(after.weights, expected.weights);
      expectClose(after.momentum, expected.momentum);
      expect(Object.keys(after.state)).toEqual(Object.keys(expected.state));
      expectClose(Object.values(after.state), Object.values(expected.state));
    } finally {
      await sharded.dispose();
    }
  });

  it('begins with the same weights in any number of processes, and goes on from what another one read', async () => {
    const options = { head: { type: 'adaface' }, dimension: DIMENSION, classes: CLASSES, engine: 'wasm' } as const;
    const [one, three] = await Promise.all([1, 3].map((shards) => openShardedHead({ ...options, shards })));
    try {
      const first = await one?.read();
      expect(await three?.read()).toEqual(first);
      const { embeddings, labels } = batch(0);
      await one?.step(embeddings, labels);
      await one?.update(UPDATE);
      const moved = await one?.read();
      expect(moved?.weights).not.toEqual(first?.weights);
      if (moved !== undefined) await three?.write(moved);
      expect(await three?.read()).toEqual(moved);
      const [a, b] = [await one?.step(embeddings, labels), await three?.step(embeddings, labels)];
      expectClose([b?.loss as number], [a?.loss as number]);
      await expect(
        three?.write({ weights: new Float32Array(3), momentum: new Float32Array(3), state: {} }),
      ).rejects.toThrow('weights must have 88 numbers; found 3');
      await expect(three?.write({ ...(moved as NonNullable<typeof moved>), state: {} })).rejects.toThrow(
        'its state lacks mean, std',
      );
    } finally {
      await Promise.all([one?.dispose(), three?.dispose()]);
    }
  });

  it('forgets a step that is not followed by an update, and says what does not fit', async () => {
    const options = {
      head: { type: 'arcface' },
      dimension: DIMENSION,
      classes: CLASSES,
      shards: 2,
      engine: 'wasm',
    } as const;
    const head = await openShardedHead(options);
    try {
      const before = await head.read();
      const { embeddings, labels } = batch(0);
      const losses = [await head.step(embeddings, labels), await head.step(embeddings, labels)];
      expect(losses[0]).toEqual(losses[1]);
      expect(await head.read()).toEqual(before);
      await expect(head.step(embeddings, Int32Array.of(11, 0, 0, 0, 0, 0))).rejects.toThrow('no class 11 of 11');
      await expect(head.step(embeddings.subarray(1), labels)).rejects.toThrow('47 numbers of embeddings of 8');
      await head.step(embeddings, labels);
      await head.update(UPDATE);
      await expect(head.update(UPDATE)).rejects.toThrow(
        'Shard of classes 0 to 4: A shard was asked to go on with a step',
      );
    } finally {
      await head.dispose();
    }
  });

  it('fails, instead of waiting, where a process dies, and leaves none behind', async () => {
    const head = await openShardedHead({
      head: { type: 'arcface' },
      dimension: DIMENSION,
      classes: CLASSES,
      shards: 2,
      engine: 'wasm',
    });
    const pids = head.pids as number[];
    const { embeddings, labels } = batch(0);
    process.kill(pids[1] as number, 'SIGKILL');
    await expect(head.step(embeddings, labels)).rejects.toThrow(
      'Shard of classes 5 to 10: its process ended with SIGKILL',
    );
    await expect(head.step(embeddings, labels)).rejects.toThrow('Shard of classes 5 to 10');
    await head.dispose();
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('refuses what cannot be sharded', async () => {
    const options = { head: { type: 'arcface' }, dimension: DIMENSION, classes: CLASSES } as const;
    await expect(openShardedHead({ ...options, shards: 6 })).rejects.toThrow('11 classes cannot be divided as 6');
    await expect(openShardedHead({ ...options, shards: [5, 5] })).rejects.toThrow(
      '11 classes cannot be divided as [5,5]',
    );
    await expect(openShardedHead({ ...options, head: { type: 'cifp' }, shards: 1, engine: 'wasm' })).rejects.toThrow(
      'Shard of classes 0 to 10: CIFP needs all classes in one process',
    );
  });
});
