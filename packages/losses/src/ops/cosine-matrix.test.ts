import * as tf from '@tensorflow/tfjs';
import { matrix } from '../testing/batches';
import { computeOn, engines } from '../testing/engines';
import { apart } from '../testing/golden';
import { cosineMatrix } from './cosine-matrix';
import { cosineOfRows } from './cosine-of-rows';
import { normaliseRows } from './normalise-rows';

const dot = (a: number[], b: number[]): number => a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);

describe.each(engines)('cosines on the %s engine', (engine) => {
  it('are those of plain numbers, however the weights lie', async () => {
    const found = await computeOn(engine, () => {
      const [x, w] = [matrix(3, 5, 1), matrix(4, 5, 2)];
      return {
        x,
        w,
        rows: cosineMatrix(x, w, 'rows'),
        columns: cosineMatrix(x, tf.transpose(w)),
        pairs: cosineOfRows(x, tf.slice(w, 0, 3)),
      };
    });
    if (found === undefined) return;
    const rowsOf = (values: number[]) =>
      Array.from({ length: values.length / 5 }, (_, i) => values.slice(5 * i, 5 * i + 5));
    const cosines = rowsOf(found.x).map((a) =>
      rowsOf(found.w).map((b) => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))),
    );
    expect(apart(found.rows, cosines.flat())).toBeLessThan(1e-6);
    expect(apart(found.columns, cosines.flat())).toBeLessThan(1e-6);
    expect(
      apart(
        found.pairs,
        cosines.map((row, i) => row[i] as number),
      ),
    ).toBeLessThan(1e-6);
  });

  it('have the gradient of the normalised product', async () => {
    const found = await computeOn(engine, () => {
      const [x, w, dy] = [matrix(3, 5, 1), matrix(5, 4, 2), matrix(3, 4, 3)];
      const plain = (a: tf.Tensor, b: tf.Tensor) =>
        tf.matMul(tf.div(a, tf.norm(a, 2, 1, true)), tf.div(b, tf.norm(b, 2, 0, true)));
      const along = (of: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor) =>
        tf.grads((a, b) => tf.sum(tf.mul(of(a as tf.Tensor, b as tf.Tensor), dy)))([x, w]);
      const [own, reference] = [along((a, b) => cosineMatrix(a as tf.Tensor2D, b as tf.Tensor2D)), along(plain)];
      const rows = tf.grads((a, b) => tf.sum(tf.mul(cosineMatrix(a as tf.Tensor2D, b as tf.Tensor2D, 'rows'), dy)))([
        x,
        tf.transpose(w),
      ]);
      return {
        own: tf.concat(own.map((t) => tf.reshape(t, [-1]))),
        reference: tf.concat(reference.map((t) => tf.reshape(t, [-1]))),
        rows: tf.concat([tf.reshape(rows[0] as tf.Tensor, [-1]), tf.reshape(tf.transpose(rows[1] as tf.Tensor), [-1])]),
      };
    });
    if (found === undefined) return;
    expect(apart(found.own, found.reference)).toBeLessThan(1e-6);
    expect(apart(found.rows, found.reference)).toBeLessThan(1e-6);
  });

  it('of a vector of zeros are 0, and its gradients finite', async () => {
    const found = await computeOn(engine, () => {
      const [x, w] = [tf.zeros<tf.Rank.R2>([1, 3]), matrix(3, 2, 1)];
      return {
        cosines: cosineMatrix(x, w),
        unit: normaliseRows(x),
        gradient: tf.grad((a) => tf.sum(cosineMatrix(a as tf.Tensor2D, w)))(x),
      };
    });
    if (found === undefined) return;
    expect([...found.cosines, ...found.unit].every((value) => Math.abs(value) === 0)).toBe(true);
    expect(found.gradient.every(Number.isFinite)).toBe(true);
  });
});
