import * as tf from '@tensorflow/tfjs';
import { normals } from '../testing/batches';
import { centralDifferences } from '../testing/differences';
import { computeOn, engines } from '../testing/engines';
import { apart } from '../testing/golden';
import { naiveLoss, type Point } from '../testing/naive-heads';
import { createHead } from './create-head';
import type { HeadOptions } from './head-options';

const [ROWS, SIZE, CLASSES] = [7, 6, 5];
const LABELS = [0, 3, 2, 4, 1, 1, 0];

const rowsOf = (rows: number, columns: number, seed: number): number[][] => {
  const values = normals(rows * columns, seed);
  return Array.from({ length: rows }, (_, i) => [...values.subarray(i * columns, (i + 1) * columns)]);
};

interface Case {
  options: HeadOptions;
  state?: Record<string, number>;
}
const cases: Case[] = [
  { options: { type: 'arcface', scale: 16, margin: 0.4 } },
  { options: { type: 'cosface', scale: 16 } },
  { options: { type: 'combined-margin', scale: 16 } },
  { options: { type: 'combined-margin', scale: 16, margins: [1, 0.9, 0] } },
  { options: { type: 'combined-margin', scale: 16, margins: [1.35, 0.5, 0.1] } },
  { options: { type: 'combined-margin', scale: 16, margins: [4, 0, 0] } },
  { options: { type: 'combined-margin', scale: 16, margins: [1, 0.3, 0.2], dropNegativesAbove: 0.2 } },
  { options: { type: 'adaface', scale: 16, momentum: 0.3 }, state: { mean: 2, std: 0.5 } },
  { options: { type: 'curricularface', scale: 16, momentum: 0.1 }, state: { t: 0.3 } },
  { options: { type: 'magface', scale: 16, norms: [1.8, 3] } },
  { options: { type: 'magface', scale: 16 } },
  { options: { type: 'subcenter-arcface', scale: 16, subCenters: 2 } },
  { options: { type: 'cifp', scale: 16 } },
  { options: { type: 'cifp', scale: 16, margin: 0.1 } },
];

describe.each(engines)('createHead on the %s engine', (engine) => {
  it.each(cases.map(({ options, state }) => [JSON.stringify(options), options, state ?? {}] as const))(
    '%s equals the formula in plain numbers and its central differences',
    async (_, options, state) => {
      const head = createHead(options);
      const point: Point = { x: rowsOf(ROWS, SIZE, 1), w: rowsOf(...head.weightShape(SIZE, CLASSES), 2) };
      const expected = naiveLoss(options, { ...point, labels: LABELS, state });
      const found = await computeOn(engine, () => {
        const tensors = Object.fromEntries(Object.entries(state).map(([name, value]) => [name, tf.scalar(value)]));
        const labels = tf.tensor1d(LABELS, 'int32');
        const run = (x: tf.Tensor, w: tf.Tensor) =>
          head.loss(x as tf.Tensor2D, labels, w as tf.Tensor2D, { state: tensors });
        const given = [tf.tensor2d(point.x), tf.tensor2d(point.w)] as const;
        const { value, grads } = tf.valueAndGrads((x, w) => run(x as tf.Tensor, w as tf.Tensor).loss)([...given]);
        return { loss: value, x: grads[0] as tf.Tensor, w: grads[1] as tf.Tensor, ...run(...given).state };
      });
      if (found === undefined) return;
      expect(apart(found.loss, [expected.loss])).toBeLessThan(1e-5);
      const moved = (change: Partial<Point>) =>
        naiveLoss(options, { ...point, ...change, labels: LABELS, state, constants: point }).loss;
      expect(
        apart(
          found.x,
          centralDifferences(point.x, (x) => moved({ x })),
        ),
      ).toBeLessThan(3e-5);
      expect(
        apart(
          found.w,
          centralDifferences(point.w, (w) => moved({ w })),
        ),
      ).toBeLessThan(3e-5);
      const { loss, x, w, ...after } = found as Record<string, number[]>;
      expect([loss, x, w].map((values) => values?.length)).toEqual([1, ROWS * SIZE, point.w.flat().length]);
      expect(Object.keys(after)).toEqual(Object.keys(expected.state));
      for (const [name, value] of Object.entries(expected.state))
        expect(apart(after[name], [value])).toBeLessThan(1e-5);
    },
  );

  it.each(cases.map(({ options, state }) => [JSON.stringify(options), options, state ?? {}] as const))(
    '%s leaves padded rows out of the loss, the state and the gradients',
    async (_, options, state) => {
      const head = createHead(options);
      const [x, w] = [rowsOf(ROWS, SIZE, 3), rowsOf(...head.weightShape(SIZE, CLASSES), 4)];
      const padded = [...x.slice(0, 5), [0, 0, 0, 0, 0, 0], [9, 9, 9, 9, 9, 9]];
      const run = (rows: number[][], valid?: number[]) =>
        computeOn(engine, () => {
          const tensors = Object.fromEntries(Object.entries(state).map(([name, value]) => [name, tf.scalar(value)]));
          const labels = tf.tensor1d(LABELS.slice(0, rows.length), 'int32');
          const validRows = valid === undefined ? undefined : tf.tensor1d(valid);
          const loss = (x: tf.Tensor, w: tf.Tensor) =>
            head.loss(x as tf.Tensor2D, labels, w as tf.Tensor2D, { state: tensors, validRows });
          const given = [tf.tensor2d(rows), tf.tensor2d(w)] as const;
          const { value, grads } = tf.valueAndGrads((x, w) => loss(x as tf.Tensor, w as tf.Tensor).loss)([...given]);
          return { loss: value, x: grads[0] as tf.Tensor, w: grads[1] as tf.Tensor, ...loss(...given).state };
        });
      const [found, expected] = [await run(padded, [1, 1, 1, 1, 1, 0, 0]), await run(x.slice(0, 5))];
      if (found === undefined || expected === undefined) return;
      const { x: dx, ...others } = found as Record<string, number[]>;
      const { x: expectedDx, ...expectedOthers } = expected as Record<string, number[]>;
      expect(apart(dx, [...(expectedDx as number[]), ...Array<number>(2 * SIZE).fill(0)])).toBeLessThan(1e-5);
      for (const [name, values] of Object.entries(expectedOthers)) {
        expect(apart(others[name], values)).toBeLessThan(1e-5);
      }
    },
  );
});

describe('createHead', () => {
  const wrong: [unknown, RegExp][] = [
    [{ type: 'softmax' }, /no head of type 'softmax'; there are arcface, cosface/],
    [{ type: 'arcface', margin: '0.5' }, /arcface: margin must be a number from 0 to 3.14\S+; found "0.5"/],
    [{ type: 'arcface', scale: 0 }, /arcface: scale must be/],
    [{ type: 'cosface', margin: -1 }, /cosface: margin must be a number from 0 to 2; found -1/],
    [{ type: 'combined-margin', margins: [0.5, 0, 0] }, /margins\[0\] must be a number from 1 to 10; found 0.5/],
    [{ type: 'combined-margin', dropNegativesAbove: 2 }, /dropNegativesAbove must be/],
    [{ type: 'adaface', momentum: 2 }, /adaface: momentum must be a number from 0 to 1; found 2/],
    [{ type: 'magface', norms: [5, 4] }, /magface: norms: the first must be below the second; found 5, 4/],
    [{ type: 'subcenter-arcface', subCenters: 1.5 }, /subCenters must be an integer/],
  ];
  it.each(wrong)('refuses %j', (options, message) => {
    expect(() => createHead(options as HeadOptions)).toThrow(message);
  });

  it('says what is wrong with tensors', () => {
    const head = createHead({ type: 'adaface' });
    const [x, w, labels] = [
      tf.zeros<tf.Rank.R2>([3, 4]),
      tf.zeros<tf.Rank.R2>([4, 5]),
      tf.zeros<tf.Rank.R1>([3], 'int32'),
    ];
    expect(() => head.loss(x, labels, tf.zeros([3, 5]))).toThrow(
      /expected embeddings \[n, D\] and weights .* found \[3,4\] and \[3,5\]/,
    );
    expect(() => head.loss(x, tf.zeros([3]), w)).toThrow(/expected int32 labels \[3\]; found float32 \[3\]/);
    expect(() => head.loss(x, tf.zeros([2], 'int32'), w)).toThrow(/found int32 \[2\]/);
    expect(() => head.loss(x, labels, w)).toThrow(/its state lacks mean, std; begin with initialState/);
    const sub = createHead({ type: 'subcenter-arcface' });
    expect(sub.weightShape(4, 5)).toEqual([4, 15]);
    expect(() => sub.loss(x, labels, w)).toThrow(/expected at least 2 classes of 3 columns; found 5 columns/);
  });

  it('begins with the published statistics', () => {
    const numbers = (options: HeadOptions) =>
      Object.entries(createHead(options).initialState()).map(([name, tensor]) => [name, tensor.dataSync()[0]]);
    expect(numbers({ type: 'adaface' })).toEqual([
      ['mean', 20],
      ['std', 100],
    ]);
    expect(numbers({ type: 'curricularface' })).toEqual([['t', 0]]);
    expect(numbers({ type: 'arcface' })).toEqual([]);
  });
});
