import * as tf from '@tensorflow/tfjs';
import { compareTraced, trace } from '../index';
import { nodeBackend } from '../node-backend';
import { itNative } from '../testing/native';

const SHAPE = [300, 300];
const inputs = { x: { shape: SHAPE } };
type Given = { x: tf.Tensor2D };

describe('while a step is recorded', () => {
  itNative('results of operations take no memory, and keep shape and type', async () => {
    const seen: unknown[] = [];
    const look = (tensor: tf.Tensor) => {
      const { id, values } = nodeBackend().tensorMap.get(tensor.dataId);
      seen.push({ held: id >= 0, zeros: values?.length, type: tensor.dtype, shape: tensor.shape });
      return tensor;
    };
    const step = ({ x }: Given) => {
      const doubled = look(tf.mul(x, 2));
      const [mask, sum] = [look(tf.greater(doubled, 1)), look(tf.sum(doubled))];
      look(doubled);
      return { outputs: { sum: tf.add(sum, tf.sum(tf.where(mask, doubled, 0))) } };
    };
    (await trace({ variables: {}, functions: { step: { inputs, step } } })).dispose();
    const free = { held: false, zeros: 90_000, type: 'float32', shape: SHAPE };
    expect(seen).toEqual([
      free,
      { ...free, type: 'bool' },
      { held: true, zeros: undefined, type: 'float32', shape: [] },
      free,
    ]);
  });

  itNative('the caller’s tensors keep their values, and the graph gives the numbers of the eager step', async () => {
    const w = tf.randomUniform<tf.Rank.R2>([300, 300], 0, 1, 'float32', 1);
    const before = w.dataSync().slice();
    const step = ({ x }: Given, variables: { w: tf.Tensor2D }) => {
      const { value, grads } = tf.valueAndGrads((a: tf.Tensor, b: tf.Tensor) =>
        tf.mean(tf.square(tf.matMul(tf.leakyRelu(a), b))),
      )([x, variables.w]);
      return { outputs: { value }, variables: { w: tf.sub(variables.w, grads[1] as tf.Tensor2D) } };
    };
    const definition = { variables: { w }, functions: { step: { inputs, step } } };
    const calls = [2, 3].map((seed) => ({
      name: 'step' as const,
      inputs: { x: tf.randomNormal<tf.Rank.R2>([300, 300], 0, 1, 'float32', seed) },
    }));
    const { largest } = await compareTraced(definition, calls);
    expect(largest).toBeLessThan(1e-3);
    expect(w.dataSync()).toEqual(before);
  });
});
