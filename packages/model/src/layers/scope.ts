import type * as tf from '@tensorflow/tfjs';
import type { ResNetConfig } from '../config/model-config';
import type { TensorRecord } from '../network/parameter-spec';

/** What the layers of one forward pass share. */
export interface Scope {
  readonly parameters: Readonly<TensorRecord>;
  readonly settings: Pick<ResNetConfig, 'padding' | 'activation' | 'epsilon' | 'momentum'>;
  /** Whether batch normalisation takes the batch's statistics and moves its averages. */
  readonly training: boolean;
  /** Filled in training: new moving averages by name. */
  readonly moving: TensorRecord;
}

/**
 * One parameter of the pass.
 *
 * @throws Error naming one that was not given.
 */
export function parameter<T extends tf.Tensor>({ parameters }: Pick<Scope, 'parameters'>, name: string): T {
  const tensor = parameters[name];
  if (tensor === undefined) throw new Error(`forward: the parameter '${name}' is missing.`);
  return tensor as T;
}
