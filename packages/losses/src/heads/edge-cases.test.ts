import * as tf from '@tensorflow/tfjs';
import { computeOn, engines } from '../testing/engines';
import { apart } from '../testing/golden';
import { createHead } from './create-head';
import type { HeadOptions } from './head-options';

const [SIZE, CLASSES] = [4, 3];
const heads: HeadOptions[] = [
  { type: 'arcface' },
  { type: 'cosface' },
  { type: 'combined-margin' },
  { type: 'combined-margin', margins: [1.5, 0.3, 0.1], dropNegativesAbove: 0 },
  { type: 'adaface' },
  { type: 'curricularface' },
  { type: 'magface' },
  { type: 'subcenter-arcface', subCenters: 2 },
  { type: 'cifp' },
];

/** Class c's centres are axis c. */
const axes = (columns: number): number[][] =>
  Array.from({ length: SIZE }, (_, d) =>
    Array.from({ length: columns }, (_, column) => (Math.floor((column * CLASSES) / columns) === d ? 1 : 0)),
  );

const embeddings: Record<string, number[][]> = {
  'its own centre': [
    [1, 0, 0, 0],
    [0, 3, 0, 0],
  ],
  'the opposite of its centre': [
    [-1, 0, 0, 0],
    [0, -1e4, 0, 0],
  ],
  "another class's centre": [
    [0, 1, 0, 0],
    [0.01, 0, 0, 0],
  ],
  'almost its centre': [
    [1, 1e-4, 0, 0],
    [0, 1, 0, -1e-6],
  ],
  zeros: [
    [0, 0, 0, 0],
    [0, 0, 0, 0],
  ],
};

describe.each(engines)('heads at the ends of the cosine, on the %s engine', (engine) => {
  const run = (options: HeadOptions, rows: number[][], valid?: number[]) =>
    computeOn(engine, () => {
      const head = createHead(options);
      const [state, labels] = [head.initialState(), tf.tensor1d([0, 1], 'int32')];
      const validRows = valid === undefined ? undefined : tf.tensor1d(valid);
      const of = (x: tf.Tensor, w: tf.Tensor) =>
        head.loss(x as tf.Tensor2D, labels, w as tf.Tensor2D, { state, validRows });
      const given = [tf.tensor2d(rows), tf.tensor2d(axes(head.weightShape(SIZE, CLASSES)[1]))] as const;
      const { value, grads } = tf.valueAndGrads((x, w) => of(x as tf.Tensor, w as tf.Tensor).loss)([...given]);
      return { loss: value, x: grads[0] as tf.Tensor, w: grads[1] as tf.Tensor, ...of(...given).state };
    });

  it.each(heads.map((options) => [JSON.stringify(options), options] as const))(
    '%s gives finite losses and gradients',
    async (_, options) => {
      for (const [name, rows] of Object.entries(embeddings)) {
        const found = await run(options, rows);
        if (found === undefined) return;
        const bad = Object.entries(found).filter(([, values]) => !values.every(Number.isFinite));
        expect([name, bad]).toEqual([name, []]);
      }
    },
  );

  it.each(heads.map((options) => [JSON.stringify(options), options] as const))(
    '%s gives 0 and no gradient where no row counts',
    async (_, options) => {
      const found = await run(options, embeddings['almost its centre'] as number[][], [0, 0]);
      if (found === undefined) return;
      expect(found.loss).toEqual([0]);
      expect([...found.x, ...found.w].every((value) => Math.abs(value) === 0)).toBe(true);
    },
  );

  it('arcface at its own centre costs what cos(m) leaves, and at the opposite one the linear fallback', async () => {
    const [own, opposite] = [
      await run({ type: 'arcface', scale: 8 }, embeddings['its own centre'] as number[][]),
    ].concat(await run({ type: 'arcface', scale: 8 }, embeddings['the opposite of its centre'] as number[][]));
    if (own === undefined || opposite === undefined) return;
    // Two other classes at a right angle.
    const cost = (target: number) => Math.log(Math.exp(8 * target) + 2) - 8 * target;
    expect(apart(own.loss, [cost(Math.cos(0.5))])).toBeLessThan(1e-4);
    expect(apart(opposite.loss, [cost(-1 - 0.5 * Math.sin(0.5))])).toBeLessThan(1e-4);
  });
});
