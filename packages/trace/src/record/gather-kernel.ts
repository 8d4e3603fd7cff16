import * as tf from '@tensorflow/tfjs';
import type { NodeBackend } from '../node-backend';

/**
 * tfjs-node's GatherV2 without its bounds check, which reads the indices into JavaScript. TensorFlow itself fails on a
 * wrong index on the CPU (and gives zeros on a GPU).
 */
export const gatherWithoutCheck: tf.KernelConfig = {
  kernelName: tf.GatherV2,
  backendName: 'tensorflow',
  kernelFunc: ({ inputs, attrs, backend }) => {
    const { x, indices } = inputs as Record<keyof tf.GatherV2Inputs, tf.TensorInfo>;
    const { axis, batchDims } = attrs as unknown as tf.GatherV2Attrs;
    const node = backend as NodeBackend;
    const { TF_ATTR_TYPE, TF_ATTR_INT, TF_FLOAT, TF_INT32, TF_BOOL } = node.binding;
    const types: Readonly<Record<string, unknown>> = { float32: TF_FLOAT, int32: TF_INT32, bool: TF_BOOL };
    const type = (name: string, value: unknown) => ({ name, type: Number(TF_ATTR_TYPE), value: Number(value) });
    const axisTensor = tf.scalar(axis, 'int32');
    const gathered = node.executeSingleOutput(
      'GatherV2',
      [
        { name: 'batch_dims', type: Number(TF_ATTR_INT), value: batchDims },
        type('Tparams', types[x.dtype]),
        type('Tindices', types[indices.dtype]),
        type('Taxis', TF_INT32),
      ],
      [x, indices, axisTensor],
    );
    axisTensor.dispose();
    return gathered;
  },
};
