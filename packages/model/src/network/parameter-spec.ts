import type * as tf from '@tensorflow/tfjs';

/** Tensors by name; names have parts with `/`: `stage1/unit1/bn1/gamma`. */
export type TensorRecord = Record<string, tf.Tensor>;

/** What a parameter is for; decides its start value and, in training, its weight decay. */
export type ParameterKind =
  'kernel' | 'weights' | 'bias' | 'gamma' | 'beta' | 'slope' | 'movingMean' | 'movingVariance';

/** One tensor of a network. */
export interface ParameterSpec {
  readonly name: string;
  /** kernel: [height, width, in, out]; weights: [in, out]; all others: [channels]. */
  readonly shape: readonly number[];
  readonly kind: ParameterKind;
  /** Whether a gradient step changes it; moving averages are not trainable. */
  readonly trainable: boolean;
}

const spec = (name: string, shape: readonly number[], kind: ParameterKind): ParameterSpec => ({
  name,
  shape,
  kind,
  trainable: !kind.startsWith('moving'),
});

/** A convolution without bias: the batch normalisation that follows has one. */
export const kernelSpec = (name: string, side: number, inputs: number, outputs: number): ParameterSpec =>
  spec(`${name}/kernel`, [side, side, inputs, outputs], 'kernel');

export const weightsSpec = (name: string, inputs: number, outputs: number): ParameterSpec =>
  spec(`${name}/weights`, [inputs, outputs], 'weights');

export const biasSpec = (name: string, channels: number): ParameterSpec => spec(`${name}/bias`, [channels], 'bias');

export const slopeSpec = (name: string, channels: number): ParameterSpec => spec(`${name}/slope`, [channels], 'slope');

export const meanSpec = (name: string, channels: number): ParameterSpec =>
  spec(`${name}/movingMean`, [channels], 'movingMean');

/** The four tensors of a batch normalisation. */
export const batchNormSpecs = (name: string, channels: number): ParameterSpec[] => [
  spec(`${name}/gamma`, [channels], 'gamma'),
  spec(`${name}/beta`, [channels], 'beta'),
  meanSpec(name, channels),
  spec(`${name}/movingVariance`, [channels], 'movingVariance'),
];
