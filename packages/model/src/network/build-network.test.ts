import * as tf from '@tensorflow/tfjs';
import { compareTraced } from '@fairface/trace';
import type { ModelOptions } from '../config/model-config';
import { ENGINES, itOn } from '../testing/engines';
import { livelyParameters, normalTensor } from '../testing/numbers';
import { buildNetwork } from './build-network';
import { countParameters } from './count-parameters';
import type { Network } from './network';
import type { TensorRecord } from './parameter-spec';

/** Small enough for the cpu engine. */
const narrow = { widthMultiplier: 1 / 8, embedding: 8 };
const nets: [string, ModelOptions][] = [
  ['a small tiny', { preset: 'tiny', ...narrow, inputSize: 12 }],
  ['a small resnet18-se with SAME padding', { preset: 'resnet18-se', ...narrow, inputSize: 16, padding: 'same' }],
  [
    'a small resnet50-se with PReLU',
    { preset: 'resnet50-se', widthMultiplier: 1 / 16, embedding: 8, inputSize: 32, activation: 'prelu' },
  ],
  ['an adapter', { preset: 'adapter', inputDimension: 6 }],
  ['an adapter with a hidden layer', { preset: 'adapter', inputDimension: 6, hidden: 4, activation: 'prelu' }],
];

const trainable = ({ specs }: Network): string[] => specs.filter((spec) => spec.trainable).map(({ name }) => name);

const size = (network: Network): number => countParameters(network).total;

/** Loss sum(w * embeddings), its gradients and the moving averages of a training pass. */
function step(network: Network, parameters: TensorRecord, input: tf.Tensor, recompute = false) {
  const names = trainable(network);
  let moving: TensorRecord = {};
  const loss = (...values: tf.Tensor[]): tf.Scalar => {
    const own = Object.fromEntries(names.map((name, i) => [name, values[i] as tf.Tensor]));
    const result = network.forward({ ...parameters, ...own }, input, { training: true, recompute });
    moving = Object.fromEntries(Object.entries(result.moving).map(([name, value]) => [name, tf.keep(value)]));
    const weights = tf.cos(tf.reshape(tf.range(0, result.embeddings.size), result.embeddings.shape));
    return tf.sum(tf.mul(result.embeddings, weights));
  };
  const { value, grads } = tf.valueAndGrads(loss)(names.map((name) => parameters[name] as tf.Tensor));
  const copies = Object.fromEntries(Object.entries(moving).map(([name, kept]) => [name, tf.clone(kept)]));
  tf.dispose(moving);
  const gradients = Object.fromEntries(names.map((name, i) => [name, grads[i] as tf.Tensor]));
  return { loss: value, gradients, moving: copies };
}

describe.each(nets)('%s', (_, options) => {
  const network = buildNetwork(options);
  const input = (seed: number): tf.Tensor => normalTensor([4, ...network.inputShape], seed, 0.5);

  it('is rebuilt by its configuration', () => {
    const again = buildNetwork(JSON.parse(JSON.stringify(network.config)) as ModelOptions);
    expect(again.config).toEqual(network.config);
    expect(again.specs).toEqual(network.specs);
  });

  it('names every parameter once', () => {
    const names = network.specs.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  // The cpu engine is slow; it computes the golden units in a test of their own.
  describe.each(ENGINES.filter((engine) => engine !== 'cpu' || size(network) < 2e5))('on the %s engine', (engine) => {
    itOn(engine, 'embeds without leaving a tensor behind', () => {
      const before = tf.memory().numTensors;
      const parameters = livelyParameters(network, 1);
      const images = input(2);
      const held = tf.memory().numTensors;
      const { embeddings, moving } = network.forward(parameters, images, { training: false });
      expect({ shape: embeddings.shape, moving }).toEqual({ shape: [4, network.embedding], moving: {} });
      expect(embeddings.dataSync().every(Number.isFinite)).toBe(true);
      embeddings.dispose();
      const trained = step(network, parameters, images);
      expect(Object.keys(trained.gradients)).toEqual(trainable(network));
      tf.dispose(trained);
      expect(tf.memory().numTensors).toBe(held);
      tf.dispose([parameters, images]);
      expect(tf.memory().numTensors).toBe(before);
    });
  });

  itOn('native', 'gives traced what it gives eagerly, recomputed or not', async () => {
    const parameters = livelyParameters(network, 1);
    for (const recompute of [false, true]) {
      const train = {
        inputs: { images: { shape: [4, ...network.inputShape] } },
        step: ({ images }: { images: tf.Tensor }, variables: TensorRecord) => {
          const { loss, gradients, moving } = step(network, variables, images, recompute);
          const next = Object.entries(gradients).map(([name, gradient]) => {
            return [name, tf.sub(variables[name] as tf.Tensor, tf.mul(gradient, 0.01))] as const;
          });
          return { outputs: { loss }, variables: { ...Object.fromEntries(next), ...moving } };
        },
      };
      const calls = [2, 3].map((seed) => ({ name: 'train' as const, inputs: { images: input(seed) } }));
      const { largest, where } = await compareTraced({ variables: parameters, functions: { train } }, calls);

      expect({ where, close: largest < 1e-4 }).toEqual({ where, close: true });
    }
    tf.dispose(parameters);
  });
});
