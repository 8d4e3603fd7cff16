import * as tf from '@tensorflow/tfjs';
import { batchNorm } from '../layers/batch-norm';
import { convolve } from '../layers/convolve';
import { excite } from '../layers/excite';
import type { Scope } from '../layers/scope';
import type { UnitPlan } from '../network/plan-resnet';
import { basicBranch, bottleneckBranch } from './residual-branch';

/**
 * A residual unit: its branch, squeeze-and-excitation where it has one, plus the input or its projection. Nothing is
 * activated after the sum.
 *
 * @param x - [N, H, W, inputs]
 * @returns [N, ceil(H / stride), ceil(W / stride), outputs]
 */
export function residualUnit(scope: Scope, plan: UnitPlan, x: tf.Tensor4D): tf.Tensor4D {
  const { name, stride, projects, squeezed } = plan;
  const branch = plan.type === 'bottleneck' ? bottleneckBranch(scope, plan, x) : basicBranch(scope, plan, x);
  const scaled = squeezed === undefined ? branch : excite(scope, name, branch);
  const shortcut = projects
    ? batchNorm(scope, `${name}/shortcut/bn`, convolve(scope, `${name}/shortcut/conv`, x, stride))
    : x;
  return tf.add(scaled, shortcut);
}
