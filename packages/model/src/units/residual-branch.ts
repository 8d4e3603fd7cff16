import type * as tf from '@tensorflow/tfjs';
import { activate } from '../layers/activate';
import { batchNorm } from '../layers/batch-norm';
import { convolve } from '../layers/convolve';
import type { Scope } from '../layers/scope';
import type { UnitPlan } from '../network/plan-resnet';

/** BN, 1x1, BN, act, 3x3 (stride), BN, act, 1x1, BN. */
export function bottleneckBranch(scope: Scope, { name, stride }: UnitPlan, x: tf.Tensor4D): tf.Tensor4D {
  let y = convolve(scope, `${name}/conv1`, batchNorm(scope, `${name}/bn1`, x));
  y = activate(scope, `${name}/act1`, batchNorm(scope, `${name}/bn2`, y));
  y = convolve(scope, `${name}/conv2`, y, stride);
  y = activate(scope, `${name}/act2`, batchNorm(scope, `${name}/bn3`, y));
  return batchNorm(scope, `${name}/bn4`, convolve(scope, `${name}/conv3`, y));
}

/** BN, 3x3, BN, act, 3x3 (stride), BN. */
export function basicBranch(scope: Scope, { name, stride }: UnitPlan, x: tf.Tensor4D): tf.Tensor4D {
  let y = convolve(scope, `${name}/conv1`, batchNorm(scope, `${name}/bn1`, x));
  y = activate(scope, `${name}/act1`, batchNorm(scope, `${name}/bn2`, y));
  return batchNorm(scope, `${name}/bn3`, convolve(scope, `${name}/conv2`, y, stride));
}
