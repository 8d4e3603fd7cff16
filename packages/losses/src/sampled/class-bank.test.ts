import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { createHead } from '../heads/create-head';
import { normals } from '../testing/batches';
import { computeOn, engines } from '../testing/engines';
import { apart } from '../testing/golden';
import { naiveLoss } from '../testing/naive-heads';
import { ClassBank } from './class-bank';

const [CLASSES, SIZE] = [12, 6];
const filled = (classes: number, dimension: number): ClassBank => {
  const bank = new ClassBank({ classes, dimension });
  bank.weights.set(normals(classes * dimension, 5));
  return bank;
};
const matrixOf = (values: Float32Array, columns: number): number[][] =>
  Array.from({ length: values.length / columns }, (_, i) => [...values.subarray(i * columns, (i + 1) * columns)]);
const transposed = (rows: number[][]): number[][] =>
  (rows[0] as number[]).map((_, j) => rows.map((row) => row[j] as number));

describe('ClassBank', () => {
  it('samples the asked number of different classes, the batch among them, the same for the same step', () => {
    const given = fc.integer({ min: 1, max: 300 }).chain((classes) =>
      fc.record({
        classes: fc.constant(classes),
        labels: fc.array(fc.integer({ min: 0, max: classes - 1 }), { maxLength: 20 }),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
        seed: fc.integer(),
        step: fc.nat(),
      }),
    );
    fc.assert(
      fc.property(given, ({ classes, labels, share, seed, step }) => {
        const own = new Set(labels).size;
        const size = own + Math.round(share * (classes - own));
        const bank = new ClassBank({ classes, dimension: 1 });
        const { ids, places } = bank.sample(seed, step, Int32Array.from(labels), size);
        expect(ids).toHaveLength(size);
        expect(ids.every((id, i) => id >= 0 && id < classes && (i === 0 || id > (ids[i - 1] as number)))).toBe(true);
        expect([...places].map((place) => ids[place])).toEqual(labels);
        expect(bank.sample(seed, step, Int32Array.from(labels), size)).toEqual({ ids, places });
      }),
    );
  });

  it('samples every other class alike, and others at every step', () => {
    const bank = new ClassBank({ classes: 50, dimension: 1 });
    const counts = new Float64Array(50);
    for (let step = 0; step < 2000; step++) {
      for (const id of bank.sample(1, step, Int32Array.of(3, 7), 12).ids) counts[id] = (counts[id] as number) + 1;
    }
    expect([counts[3], counts[7]]).toEqual([2000, 2000]);
    // 10 of 48 others: 416.7 expected, standard deviation 18.2.
    const others = counts.filter((_, id) => id !== 3 && id !== 7);
    expect(Math.min(...others)).toBeGreaterThan(416.7 - 5 * 18.2);
    expect(Math.max(...others)).toBeLessThan(416.7 + 5 * 18.2);
  });

  it('gathers and replaces rows', () => {
    const bank = filled(CLASSES, SIZE);
    const ids = Int32Array.of(2, 5, 11);
    const rows = matrixOf(bank.weights, SIZE);
    expect(matrixOf(bank.gather(ids), SIZE)).toEqual([rows[2], rows[5], rows[11]]);
    const into = new Float32Array(3 * SIZE);
    expect(bank.gather(ids, { into })).toBe(into);
    bank.scatter(Int32Array.of(5), new Float32Array(SIZE).fill(7));
    expect(matrixOf(bank.weights, SIZE)).toEqual(rows.map((row, i) => (i === 5 ? row.map(() => 7) : row)));
  });

  it('keeps of every class what it is asked to', () => {
    const bank = new ClassBank({ classes: 4, dimension: 2, slots: ['mean', 'square'] });
    bank.scatter(Int32Array.of(1, 3), Float32Array.of(1, 2, 3, 4), 'square');
    expect([...(bank.slots['square'] ?? [])]).toEqual([0, 0, 1, 2, 0, 0, 3, 4]);
    expect([...bank.gather(Int32Array.of(3, 0), { slot: 'square' })]).toEqual([3, 4, 0, 0]);
    expect([...bank.weights, ...(bank.slots['mean'] ?? [])].every((value) => value === 0)).toBe(true);
    expect(() => bank.gather(Int32Array.of(0), { slot: 'means' })).toThrow(
      "there is no slot 'means'; the slots are mean, square",
    );
    expect(() => bank.update(Int32Array.of(0), new Float32Array(2), { learningRate: 1 })).toThrow(
      "there is no slot 'momentum'",
    );
  });

  it('updates the sampled classes only, with momentum and decay', () => {
    const bank = filled(CLASSES, SIZE);
    const before = matrixOf(bank.weights, SIZE);
    const options = { learningRate: 0.1, momentum: 0.5, weightDecay: 0.01 };
    const [first, second] = [normals(2 * SIZE, 6), normals(SIZE, 7)];
    bank.update(Int32Array.of(1, 4), first, options);
    bank.update(Int32Array.of(4), second, options);
    const step = (weight: number, velocity: number, gradient: number): [number, number] => {
      const next = 0.5 * velocity + gradient + 0.01 * weight;
      return [weight - 0.1 * next, next];
    };
    const expected = before.map((row, id) =>
      row.map((weight, i) => {
        if (id === 1) return step(weight, 0, first[i] as number)[0];
        return id === 4 ? step(...step(weight, 0, first[SIZE + i] as number), second[i] as number)[0] : weight;
      }),
    );
    expect(apart([...bank.weights], expected.flat())).toBeLessThan(1e-6);
  });

  it('begins uniform within the limit, by the seed', () => {
    const [bank, again] = [1, 1].map((seed) => ClassBank.glorot({ classes: 100, dimension: 50 }, seed));
    const limit = Math.sqrt(6 / 150);
    expect(again?.weights).toEqual(bank?.weights);
    const values = [...(bank?.weights ?? [])];
    expect(Math.max(...values)).toBeLessThanOrEqual(Math.fround(limit));
    expect(values.reduce((sum, value) => sum + value * value, 0) / values.length).toBeCloseTo(limit ** 2 / 3, 3);
  });

  it('says what cannot be', () => {
    const bank = new ClassBank({ classes: 5, dimension: 2 });
    expect(() => bank.sample(1, 0, Int32Array.of(0, 1, 2), 2)).toThrow(
      'the batch has 3 classes, more than the 2 to sample',
    );
    expect(() => bank.sample(1, 0, Int32Array.of(5), 2)).toThrow('there is no class 5 of 5');
    expect(() => bank.sample(1, 0, Int32Array.of(0), 6)).toThrow('cannot sample 6 of 5 classes');
    expect(() => bank.scatter(Int32Array.of(0), new Float32Array(3))).toThrow(
      '1 classes of 2 numbers expected; found 3 numbers',
    );
    expect(() => new ClassBank({ classes: 0, dimension: 2 })).toThrow(
      'classes must be a whole number above 0; found 0',
    );
  });
});

describe.each(engines)('a sampled head on the %s engine', (engine) => {
  it.each([
    ['part of', 7],
    ['all of', CLASSES],
  ])('is the head over %s the classes', async (_, size) => {
    const bank = filled(CLASSES, SIZE);
    const labels = [3, 0, 3, 9];
    const { ids, places } = bank.sample(1, 2, Int32Array.from(labels), size);
    const x = matrixOf(normals(labels.length * SIZE, 8), SIZE);
    const found = await computeOn(engine, () => {
      const head = createHead({ type: 'arcface', scale: 8 });
      const own = tf.tensor1d(places, 'int32');
      const loss = (embeddings: tf.Tensor, weights: tf.Tensor) =>
        head.loss(embeddings as tf.Tensor2D, own, weights as tf.Tensor2D, { layout: 'rows' }).loss;
      const given = [tf.tensor2d(x), tf.tensor2d(bank.gather(ids), [size, SIZE])];
      const { value, grads } = tf.valueAndGrads((e, w) => loss(e as tf.Tensor, w as tf.Tensor))(given);
      return { value, x: grads[0] as tf.Tensor, w: grads[1] as tf.Tensor };
    });
    const columns = await computeOn(engine, () => {
      const head = createHead({ type: 'arcface', scale: 8 });
      const own = tf.tensor1d(places, 'int32');
      const loss = (embeddings: tf.Tensor, weights: tf.Tensor) =>
        head.loss(embeddings as tf.Tensor2D, own, weights as tf.Tensor2D).loss;
      const given = [tf.tensor2d(x), tf.tensor2d(transposed(matrixOf(bank.gather(ids), SIZE)))];
      const grads = tf.grads((e, w) => loss(e as tf.Tensor, w as tf.Tensor))(given);
      return { x: grads[0] as tf.Tensor, w: tf.transpose(grads[1] as tf.Tensor) };
    });
    if (found === undefined || columns === undefined) return;
    const w = transposed(matrixOf(bank.gather(ids), SIZE));
    expect(
      apart(found.value, [naiveLoss({ type: 'arcface', scale: 8 }, { x, w, labels: [...places] }).loss]),
    ).toBeLessThan(1e-5);
    expect(apart(found.x, columns.x)).toBeLessThan(1e-6);
    expect(apart(found.w, columns.w)).toBeLessThan(1e-6);
  });
});
