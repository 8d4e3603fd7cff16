import { z } from 'zod';

const count = z.int().min(1);
const size = z.int().min(8);
const fraction = z.number().min(0).max(1);

/** How activations are computed: leaky ReLU of slope 0.2, or PReLU with a learned slope a channel (0.2 at the start). */
const activation = z.enum(['leaky-relu', 'prelu']);

const stem = z.strictObject({
  /** Side of the first convolution's kernel in pixels. */
  kernel: z.union([z.literal(3), z.literal(5), z.literal(7)]),
  stride: z.union([z.literal(1), z.literal(2)]),
  /** Output channels, before the width multiplier. */
  channels: count,
  /** Whether a 3 x 3 max pool of stride 2 follows. */
  pool: z.boolean(),
});

const stage = z.strictObject({
  units: count,
  /** Output channels, before the width multiplier. */
  channels: count,
  /** Stride of the stage's first unit. */
  stride: z.union([z.literal(1), z.literal(2)]),
  /** Whether its units carry squeeze-and-excitation. */
  excitation: z.boolean(),
});

/** A residual network on images, as it is saved: it rebuilds the same network. */
export const resnetConfigSchema = z.strictObject({
  preset: z.enum(['tiny', 'resnet18-se', 'resnet50-se', 'resnet101-se']),
  /** Side of the square input in pixels. */
  inputSize: size,
  /** Length of the embedding. */
  embedding: count,
  unit: z.enum(['bottleneck', 'basic']),
  stem,
  stages: z.array(stage).min(1),
  /** Every channel count is multiplied by it and rounded to a multiple of 8. */
  widthMultiplier: z.number().positive(),
  /** Zeros around strided convolutions: the same on every side, or as TensorFlow's SAME (for imported weights). */
  padding: z.enum(['symmetric', 'same']),
  activation,
  /** Added to the variance in batch normalisation. */
  epsilon: z.number().positive(),
  /** Share of the old moving average that a training step keeps. */
  momentum: fraction,
});

/** A residual network on feature vectors of a frozen model, as it is saved. */
export const adapterConfigSchema = z.strictObject({
  preset: z.literal('adapter'),
  /** Length of the feature vectors it adapts; the embedding has the same length. */
  inputDimension: count,
  /**
   * Whether its input is the frozen model's vector, which it centres and normalises itself; else the training's mean has
   * been subtracted and the length brought to 1 before.
   */
  centre: z.boolean(),
  /** Width of the hidden layer; 0: none, the residual branch is linear. */
  hidden: z.int().min(0),
  /** Activation of the hidden layer. */
  activation,
  /** The frozen model of which it adapts the features, a name that `loadModelEmbedder` knows. */
  backbone: z.literal('faceapi'),
});

export const modelConfigSchema = z.discriminatedUnion('preset', [resnetConfigSchema, adapterConfigSchema]);

/** Every field but the preset has the preset's value as its default. */
export const modelOptionsSchema = z.discriminatedUnion('preset', [
  resnetConfigSchema.partial().required({ preset: true }),
  adapterConfigSchema.partial().required({ preset: true }),
]);

export type ResNetConfig = z.infer<typeof resnetConfigSchema>;
export type AdapterConfig = z.infer<typeof adapterConfigSchema>;
export type ModelConfig = z.infer<typeof modelConfigSchema>;
export type ModelOptions = z.infer<typeof modelOptionsSchema>;
export type PresetName = ModelConfig['preset'];
