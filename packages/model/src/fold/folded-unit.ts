import * as tf from '@tensorflow/tfjs';
import { parameter } from '../layers/scope';
import type { UnitPlan } from '../network/plan-resnet';
import { type FoldScope, own } from './fold-scope';
import { type Folded, foldedConvolution } from './folded-convolution';
import { foldedExcitation } from './folded-dense';

/** A residual unit for inference. */
export function foldedUnit(scope: FoldScope, plan: UnitPlan): Folded {
  const { name, stride, projects, squeezed } = plan;
  const branch = plan.type === 'bottleneck' ? foldedBottleneck(scope, plan) : foldedBasic(scope, plan);
  const excitation = squeezed === undefined ? undefined : foldedExcitation(scope, name);
  const shortcut = projects
    ? foldedConvolution(scope, `${name}/shortcut/conv`, { stride, after: `${name}/shortcut/bn` })
    : undefined;
  return (x) => {
    const y = branch(x);
    return tf.add(excitation?.(y) ?? y, shortcut?.(x) ?? x);
  };
}

/** Three fused convolutions: the first, 1 x 1, takes in the BN before it as well. */
function foldedBottleneck(scope: FoldScope, { name, stride }: UnitPlan): Folded {
  const conv1 = foldedConvolution(scope, `${name}/conv1`, {
    before: `${name}/bn1`,
    after: `${name}/bn2`,
    activation: `${name}/act1`,
  });
  const conv2 = foldedConvolution(scope, `${name}/conv2`, {
    stride,
    after: `${name}/bn3`,
    activation: `${name}/act2`,
  });
  const conv3 = foldedConvolution(scope, `${name}/conv3`, { after: `${name}/bn4` });
  return (x) => conv3(conv2(conv1(x)));
}

/** The first BN stays: the zeros around the map belong to its output, and the sum before it to the shortcut too. */
function foldedBasic(scope: FoldScope, { name, stride }: UnitPlan): Folded {
  const opening = foldedBatchNorm(scope, `${name}/bn1`);
  const conv1 = foldedConvolution(scope, `${name}/conv1`, { after: `${name}/bn2`, activation: `${name}/act1` });
  const conv2 = foldedConvolution(scope, `${name}/conv2`, { stride, after: `${name}/bn3` });
  return (x) => conv2(conv1(opening(x)));
}

function foldedBatchNorm(scope: FoldScope, name: string): Folded {
  const { mean, variance, offset, scale } = own(scope, () => {
    const copy = (part: string) => tf.clone(parameter<tf.Tensor1D>(scope, `${name}/${part}`));
    return {
      mean: copy('movingMean'),
      variance: copy('movingVariance'),
      offset: copy('beta'),
      scale: copy('gamma'),
    };
  });
  return (x) => tf.batchNorm(x, mean, variance, offset, scale, scope.settings.epsilon) as tf.Tensor4D;
}
