import * as tf from '@tensorflow/tfjs';
import { computeOn, engines, type TestedEngine } from '../testing/engines';
import { apart, flat, golden, type Matrix } from '../testing/golden';
import { createHead } from './create-head';
import type { HeadOptions } from './head-options';

interface Case {
  rows?: number[];
  embeddings?: Matrix;
  weights?: number[][][];
  loss: number;
  gradients: { embeddings: (number | null)[][]; weights?: unknown[]; weightsWithoutAlignedRow?: Matrix };
  [more: string]: unknown;
}
type Name =
  'arcfaceWithoutAlignedRow' | 'arcfaceSmallScale' | 'cosface' | 'adaface' | 'curricularface' | 'subCentreArcface';
const file = golden<
  { embeddings: Matrix; weights: Matrix; labels: number[]; arcface: Case; alignedRow: number } & Record<Name, Case>
>('arcface');

const heads: Record<Name, HeadOptions> = {
  arcfaceWithoutAlignedRow: { type: 'arcface' },
  arcfaceSmallScale: { type: 'arcface', scale: 8, margin: 0.3 },
  cosface: { type: 'cosface', scale: 64, margin: 0.35 },
  adaface: { type: 'adaface', momentum: 0.25 },
  curricularface: { type: 'curricularface' },
  subCentreArcface: { type: 'subcenter-arcface' },
};
const states: Partial<Record<Name, Record<string, number>>> = {
  adaface: { mean: 4, std: 0.75 },
  curricularface: { t: 0.25 },
};
const nextStates: Partial<Record<Name, Record<string, unknown>>> = {
  adaface: file.adaface.after as Record<string, number>,
  curricularface: { t: file.curricularface.t },
};

function lossAndGradients(
  engine: TestedEngine,
  options: HeadOptions,
  test: Partial<Case>,
  state: Record<string, number>,
) {
  return computeOn(engine, () => {
    const head = createHead(options);
    const rows = test.rows ?? file.labels.map((_, i) => i);
    const embeddings = tf.tensor2d(rows.map((row) => (test.embeddings ?? file.embeddings)[row] as number[]));
    const weights = tf.tensor2d((test.weights ?? file.weights).map(flat));
    const labels = tf.tensor1d(
      rows.map((row) => file.labels[row] as number),
      'int32',
    );
    const before = Object.fromEntries(Object.entries(state).map(([name, value]) => [name, tf.scalar(value)]));
    const { state: after } = head.loss(embeddings, labels, weights, { state: before });
    const loss = (x: tf.Tensor, w: tf.Tensor) =>
      head.loss(x as tf.Tensor2D, labels, w as tf.Tensor2D, { state: before }).loss;
    const { value, grads } = tf.valueAndGrads(loss)([embeddings, weights]);
    return { loss: value, embeddings: grads[0] as tf.Tensor, weights: grads[1] as tf.Tensor, ...after };
  });
}

describe.each(engines)('heads on the %s engine', (engine) => {
  it.each(Object.keys(heads) as Name[])('%s: loss, gradients and state are the golden ones', async (name) => {
    const found = await lossAndGradients(engine, heads[name], file[name], states[name] ?? {});
    if (found === undefined) return;
    const { loss, gradients } = file[name];
    expect(apart(found.loss, [loss])).toBeLessThan(2e-5);
    expect(apart(found.embeddings, flat(gradients.embeddings))).toBeLessThan(2e-5);
    expect(apart(found.weights, flat(gradients.weights))).toBeLessThan(2e-5);
    for (const [state, value] of Object.entries(nextStates[name] ?? {})) {
      expect(apart((found as Record<string, number[]>)[state], [value as number])).toBeLessThan(1e-5);
    }
  });

  it('arcface stays finite at an embedding parallel to its class centre', async () => {
    const found = await lossAndGradients(engine, { type: 'arcface' }, {}, {});
    if (found === undefined) return;
    const { loss, gradients } = file.arcface;
    expect(apart(found.loss, [loss])).toBeLessThan(1e-2);
    expect([...found.embeddings, ...found.weights].every(Number.isFinite)).toBe(true);
    const others = gradients.embeddings.flatMap((row, i) => (i === file.alignedRow ? [] : (row as number[])));
    expect(apart(found.embeddings.slice(0, others.length), others)).toBeLessThan(2e-5);
    expect(apart(found.weights, flat(gradients.weightsWithoutAlignedRow))).toBeLessThan(1e-3);
  });
});
