import * as tf from '@tensorflow/tfjs';
import type { ParameterSpec, TensorRecord } from '../network/parameter-spec';
import { expectTensors } from './expect-tensors';
import type { Safetensors } from './safe-tensor';

/**
 * The tensors of a file as tensors of the current engine, once they are exactly those that are wanted.
 *
 * @param file - named in errors
 * @throws InputError as {@link expectTensors}.
 */
export function matchTensors(
  file: string,
  safetensors: Pick<Safetensors, 'tensors'>,
  wanted: readonly Pick<ParameterSpec, 'name' | 'shape'>[],
): TensorRecord {
  expectTensors(file, safetensors, wanted);
  return Object.fromEntries(
    wanted.map(({ name, shape }) => {
      const { data, dtype } = safetensors.tensors.get(name) ?? { data: new Float32Array(), dtype: 'F32' };
      return [name, tf.tensor(data, [...shape], dtype === 'F32' ? 'float32' : 'int32')];
    }),
  );
}
