import * as tf from '@tensorflow/tfjs';
import { SLOPE } from '../layers/activate';
import { padForKernel } from '../layers/convolve';
import { parameter } from '../layers/scope';
import { type Affine, affineOf } from './affine';
import { type FoldScope, own } from './fold-scope';

/** A layer with its tensors inside. */
export type Folded<In extends tf.Tensor = tf.Tensor4D, Out extends tf.Tensor = In> = (x: In) => Out;

export interface FoldedConvolutionOptions {
  readonly stride?: 1 | 2;
  /** The batch normalisation before it: only of a 1 x 1 kernel, as zeros around the map come after it. */
  readonly before?: string;
  /** The batch normalisation after it. */
  readonly after?: string;
  /** The activation after that. */
  readonly activation?: string;
}

/** The convolution `name` and what stands before and after it as one fused operation. */
export function foldedConvolution(
  scope: FoldScope,
  name: string,
  { stride = 1, before, after, activation }: FoldedConvolutionOptions,
): Folded {
  const { filter, bias } = own(scope, () =>
    foldKernel(
      parameter<tf.Tensor4D>(scope, `${name}/kernel`),
      before === undefined ? undefined : affineOf(scope, before),
      after === undefined ? undefined : affineOf(scope, after),
    ),
  );
  const side = filter.shape[0];
  const { padding } = scope.settings;
  const fused = fusedActivation(scope, activation);
  return (x) => {
    const { padded, pad } = padForKernel(x, side, stride, padding);
    return tf.fused.conv2d({ x: padded, filter, strides: stride, pad, bias, ...fused });
  };
}

/**
 * conv(x * a + b) * c + d = conv'(x) + bias, the kernel scaled by a along its inputs and by c along its outputs.
 *
 * @param kernel - [h, w, in, out]; 1 x 1 where there is a `before`
 */
export function foldKernel(
  kernel: tf.Tensor4D,
  before: Affine | undefined,
  after: Affine | undefined,
): { filter: tf.Tensor4D; bias: tf.Tensor1D } {
  const [height, width, inputs, outputs] = kernel.shape;
  if (before === undefined && after === undefined) return { filter: tf.clone(kernel), bias: tf.zeros([outputs]) };
  if (before !== undefined && height * width !== 1) {
    throw new Error(`foldKernel: a batch norm before a ${height} x ${width} kernel cannot be folded into it.`);
  }
  const scaled = before === undefined ? kernel : tf.mul(kernel, tf.reshape(before.scale, [1, 1, inputs, 1]));
  const bias =
    before === undefined
      ? tf.zeros<tf.Rank.R1>([outputs])
      : (tf.sum(tf.mul(kernel, tf.reshape(before.shift, [1, 1, inputs, 1])), [0, 1, 2]) as tf.Tensor1D);
  if (after === undefined) return { filter: scaled as tf.Tensor4D, bias };
  return { filter: tf.mul(scaled, after.scale), bias: tf.add(tf.mul(bias, after.scale), after.shift) };
}

function fusedActivation(scope: FoldScope, name: string | undefined) {
  if (name === undefined) return {};
  if (scope.settings.activation === 'leaky-relu') {
    return { activation: 'leakyrelu', leakyreluAlpha: SLOPE } as const;
  }
  const { slopes } = own(scope, () => ({ slopes: tf.reshape(parameter(scope, `${name}/slope`), [1, 1, -1]) }));
  return { activation: 'prelu', preluActivationWeights: slopes } as const;
}
