import * as tf from '@tensorflow/tfjs';
import type { Scope } from '../layers/scope';
import type { TensorRecord } from '../network/parameter-spec';
import type { UnitPlan } from '../network/plan-resnet';
import { residualUnit } from './residual-unit';

/**
 * A residual unit that remembers nothing but its input for the backward pass, which computes the unit again
 * (Chen et al. 2016, "Training deep nets with sublinear memory cost"). Values and gradients are those of `residualUnit`.
 *
 * @param names - the unit's trainable parameters
 */
export function recomputeUnit(scope: Scope, plan: UnitPlan, names: readonly string[], x: tf.Tensor4D): tf.Tensor4D {
  const moving: TensorRecord = {};
  const unit = tf.customGrad((...args) => {
    const save = args.at(-1) as unknown as tf.GradSaveFunc;
    const inputs = args.slice(0, -1) as tf.Tensor[];
    save(inputs);
    const value = run({ ...scope, moving }, plan, names, inputs);
    for (const average of Object.values(moving)) tf.keep(average);
    return { value, gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => backward(scope, plan, names, dy, saved) };
  });
  const y = unit(x, ...names.map((name) => scope.parameters[name] as tf.Tensor));
  // customGrad hands out one tensor: the averages were kept past it, and go from here as ordinary tensors.
  for (const [name, average] of Object.entries(moving)) {
    scope.moving[name] = tf.clone(average);
    average.dispose();
  }
  return y as tf.Tensor4D;
}

/** The unit as a function of its input and its trainable parameters. */
function run(scope: Scope, plan: UnitPlan, names: readonly string[], [x, ...values]: tf.Tensor[]): tf.Tensor4D {
  const own = Object.fromEntries(names.map((name, i) => [name, values[i] as tf.Tensor]));
  return residualUnit({ ...scope, parameters: { ...scope.parameters, ...own } }, plan, x as tf.Tensor4D);
}

function backward(
  scope: Scope,
  plan: UnitPlan,
  names: readonly string[],
  dy: tf.Tensor,
  [x, ...values]: tf.Tensor[],
): tf.Tensor[] {
  const first = new Set([`${plan.name}/bn1/beta`, `${plan.name}/shortcut/conv/kernel`]);
  const later = values.map((value, i) => (first.has(names[i] ?? '') ? tf.add(value, zeroAfter(dy)) : value));
  const forward = (...args: tf.Tensor[]) => run({ ...scope, moving: {} }, plan, names, args);
  return withOwnTape(() => tf.grads(forward)([x as tf.Tensor, ...later], dy));
}

/**
 * Zero that only `dy` can tell. Added to what first meets the unit's input, it makes the second computation depend on the
 * gradient: a graph then neither runs it early nor merges it with the first one, which would keep all that was to be
 * forgotten.
 */
function zeroAfter(dy: tf.Tensor): tf.Scalar {
  const one = tf.slice(tf.reshape(dy, [-1]), 0, 1);
  return tf.reshape(tf.minimum(tf.abs(one), 0), []);
}

/** tfjs has one tape; a gradient inside of a gradient would leave the outer one without. */
function withOwnTape<T>(differentiate: () => T): T {
  const { state } = tf.engine();
  const outer = state.activeTape;
  try {
    return differentiate();
  } finally {
    state.activeTape = outer;
  }
}
