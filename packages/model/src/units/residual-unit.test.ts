import * as tf from '@tensorflow/tfjs';
import type { Scope } from '../layers/scope';
import { ENGINES, itOn } from '../testing/engines';
import { flat, golden, goldenTensor, goldenUnit, ownName } from '../testing/golden-units';
import { largestDifference } from '../testing/numbers';
import { recomputeUnit } from './recompute-unit';
import { residualUnit } from './residual-unit';

type Unit = (scope: Scope, x: tf.Tensor4D) => tf.Tensor4D;

describe.each(ENGINES)('a bottleneck unit on the %s engine', (engine) => {
  // The cpu engine is slow: the two cases that say most are enough there.
  const cases = golden.cases.filter(({ name }) => engine !== 'cpu' || /odd|identity/.test(name));

  describe.each(cases.map((unit) => [unit.name, unit] as const))('%s', (_, unit) => {
    const names = Object.keys(unit.gradients).filter((name) => name !== 'x');
    const tolerance = (name: string): number => 20 * (unit.float32Deviation[name] ?? 0) + 2e-6;

    /** Output and gradients of sum(output * cotangent) against the golden ones. */
    const check = (build: (plan: Parameters<typeof residualUnit>[1]) => Unit): void => {
      const { plan, parameters, settings } = goldenUnit(unit, unit.se);
      const own = names.map(ownName);
      const forward = build(plan);
      const moving: Scope['moving'] = {};
      const y = (x: tf.Tensor, ...values: tf.Tensor[]) => {
        const changed = Object.fromEntries(own.map((name, i) => [name, values[i] as tf.Tensor]));
        return forward(
          { parameters: { ...parameters, ...changed }, settings, training: true, moving },
          x as tf.Tensor4D,
        );
      };
      const inputs = [
        goldenTensor(golden.inputs[unit.input] ?? []),
        ...own.map((name) => parameters[name] as tf.Tensor),
      ];
      const output = y(...(inputs as [tf.Tensor]));
      expect(largestDifference(output.dataSync(), flat(unit.output))).toBeLessThan(tolerance('output'));
      const size = output.size;
      const cotangent = tf.tensor(
        Float32Array.from({ length: size }, (_, i) => Math.round(Math.cos(0.7 * i) * 64) / 64),
        output.shape,
      );
      const gradients = tf.grads((...args) => y(...(args as [tf.Tensor])))(inputs, cotangent);
      const wrong = gradients.flatMap((gradient, i) => {
        const name = i === 0 ? 'x' : (names[i - 1] ?? '');
        const apart = largestDifference(gradient.dataSync(), flat(unit.gradients[name] ?? []));
        return apart < tolerance(name) ? [] : [`${name}: ${apart}`];
      });
      expect(wrong).toEqual([]);
    };

    itOn(engine, 'has the golden output and gradients', () => {
      tf.tidy(() => check((plan) => (scope, x) => residualUnit(scope, plan, x)));
    });

    itOn(engine, 'has them with recomputation too', () => {
      tf.tidy(() => check((plan) => (scope, x) => recomputeUnit(scope, plan, names.map(ownName), x)));
    });

    itOn(engine, 'normalises by the golden batch statistics', () => {
      tf.tidy(() => {
        const { plan, parameters, settings } = goldenUnit(unit, unit.se);
        const x = goldenTensor(golden.inputs[unit.input] ?? []) as tf.Tensor4D;
        const moving: Scope['moving'] = {};
        const y = residualUnit({ parameters, settings, training: true, moving }, plan, x);
        for (const [layer, { mean, variance }] of Object.entries(unit.batchStatistics)) {
          const found = moving[ownName(`${layer}_movingMean`)]?.dataSync() ?? [];
          expect(largestDifference(found, mean)).toBeLessThan(1e-4);
          // The golden variances are biased; the moving average takes the unbiased one.
          const [batch, height, width] = y.shape;
          const [before, after] = [x.size / plan.inputs, batch * height * width];
          const rows = layer.startsWith('se') ? batch : ['bn1', 'bn2'].includes(layer) ? before : after;
          const unbiased = variance.map((value) => (value * rows) / (rows - 1));
          const second = moving[ownName(`${layer}_movingVariance`)]?.dataSync() ?? [];
          expect(largestDifference(second, unbiased)).toBeLessThan(1e-4 * Math.max(1, ...unbiased));
        }
      });
    });
  });

  itOn(engine, 'has the golden output by moving averages', () => {
    tf.tidy(() => {
      const { inference } = golden;
      const { plan, parameters, settings } = goldenUnit(inference, true, inference.moving);
      const x = goldenTensor(golden.inputs[inference.input] ?? []) as tf.Tensor4D;
      const y = residualUnit({ parameters, settings, training: false, moving: {} }, plan, x);
      expect(largestDifference(y.dataSync(), flat(inference.output))).toBeLessThan(1e-5);
    });
  });

  itOn(engine, 'leaves no tensor behind, recomputed or not, forward or backward', () => {
    const [unit] = golden.cases;
    if (unit === undefined) throw new Error('no golden case');
    const { plan, parameters, settings } = goldenUnit(unit, unit.se);
    const x = goldenTensor(golden.inputs[unit.input] ?? []) as tf.Tensor4D;
    const names = Object.keys(parameters).filter((name) => !name.includes('moving'));
    const before = tf.memory().numTensors;
    for (const recompute of [false, true]) {
      const run = (...args: tf.Tensor[]) => {
        const own = Object.fromEntries(names.map((name, i) => [name, args[i + 1] as tf.Tensor]));
        const scope = { parameters: { ...parameters, ...own }, settings, training: true, moving: {} };
        return recompute
          ? recomputeUnit(scope, plan, names, args[0] as tf.Tensor4D)
          : residualUnit(scope, plan, args[0] as tf.Tensor4D);
      };
      tf.dispose(tf.grads(run)([x, ...names.map((name) => parameters[name] as tf.Tensor)]));
      expect(tf.memory().numTensors).toBe(before);
    }
    tf.dispose([x, parameters]);
  });
});
