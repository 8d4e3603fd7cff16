import * as tf from '@tensorflow/tfjs';
import type { TensorRecord } from '../optimiser/optimiser';
import { mapTensors } from './tensor-tree';

/** A differentiated function's value, its gradients and what it handed out besides. */
export type RecordGradients<Aside> = {
  value: tf.Scalar;
  /** By the names of what it was differentiated by. */
  gradients: TensorRecord;
  aside: Aside;
};

/**
 * Value and gradients of `f` by all tensors of `record`; what has no part in the value has gradient 0. Tensors that `f`
 * returns as `aside` outlive it; no gradient flows through them.
 */
export function recordGradients<Aside extends tf.TensorContainerObject>(
  f: (record: TensorRecord) => { readonly value: tf.Scalar; readonly aside: Aside },
  record: TensorRecord,
): RecordGradients<Aside> {
  return tf.tidy(() => {
    const names = Object.keys(record);
    const tensors = Object.values(record);
    const kept: Aside[] = [];
    const run = (): tf.Scalar => {
      const { value, aside } = f(record);
      // The scope of the differentiated function ends with it: only what is kept outlives that.
      kept.push(mapTensors(aside, (tensor) => tf.keep(tf.clone(tensor))));
      return value;
    };
    const { value, grads } = tf.engine().gradients(run, tensors, undefined, true);
    const [held] = kept;
    if (held === undefined) throw new Error('The loss was not computed.');
    const aside = mapTensors(held, (tensor) => {
      const own = tf.clone(tensor);
      tensor.dispose();
      return own;
    });
    const gradients = Object.fromEntries(
      names.map((name, at) => [name, grads[at] ?? tf.zerosLike(tensors[at] as tf.Tensor)]),
    );
    return { value: value as tf.Scalar, gradients, aside };
  });
}
