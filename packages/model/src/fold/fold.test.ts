import * as tf from '@tensorflow/tfjs';
import type { ModelOptions } from '../config/model-config';
import { buildNetwork } from '../network/build-network';
import { ENGINES, itOn } from '../testing/engines';
import { largestDifference, livelyParameters, normalTensor } from '../testing/numbers';
import { foldKernel } from './folded-convolution';
import { fold } from './fold';

const nets: [string, ModelOptions][] = [
  ['tiny, whose units are basic', { preset: 'tiny', inputSize: 16, widthMultiplier: 0.5 }],
  ['tiny with SAME padding', { preset: 'tiny', inputSize: 16, widthMultiplier: 0.5, padding: 'same' }],
  ['a narrow resnet50-se', { preset: 'resnet50-se', widthMultiplier: 1 / 16, inputSize: 40, embedding: 16 }],
  [
    'a narrow resnet50-se with PReLU',
    { preset: 'resnet50-se', widthMultiplier: 1 / 16, inputSize: 33, embedding: 16, activation: 'prelu' },
  ],
  ['an adapter', { preset: 'adapter', inputDimension: 12, hidden: 5 }],
];

describe.each(ENGINES)('fold on the %s engine', (engine) => {
  const cases = nets.filter(([, { preset }]) => engine !== 'cpu' || preset !== 'resnet50-se');

  for (const [name, options] of cases) {
    itOn(engine, `equals the forward pass of ${name}, and frees its tensors`, () => {
      const before = tf.memory().numTensors;
      const network = buildNetwork(options);
      const parameters = livelyParameters(network, 3);
      const images = normalTensor([3, ...network.inputShape], 4, 0.5);
      const expected = network.forward(parameters, images, { training: false }).embeddings;
      const numbers = expected.dataSync().slice();
      const scale = Math.max(...numbers.map(Math.abs));
      const model = fold(network, parameters);
      tf.dispose([parameters, expected]);
      const held = tf.memory().numTensors;
      const folded = model.embed(images);
      expect(largestDifference(folded.dataSync(), numbers) / scale).toBeLessThan(1e-4);
      folded.dispose();
      expect(tf.memory().numTensors).toBe(held);
      model.dispose();
      images.dispose();
      expect(tf.memory().numTensors).toBe(before);
    });
  }
});

describe('foldKernel', () => {
  itOn('cpu', 'gives hand-computed numbers', () => {
    // y = 3 x + 1, z = 2 y + 5 y', w = -z + 4, for one pixel of two channels: w = -6 x - 15 x' - 7 + 4.
    const kernel = tf.tensor4d([2, 5], [1, 1, 2, 1]);
    const before = { scale: tf.tensor1d([3, 3]), shift: tf.tensor1d([1, 1]) };
    const after = { scale: tf.tensor1d([-1]), shift: tf.tensor1d([4]) };
    const { filter, bias } = foldKernel(kernel, before, after);
    expect([...filter.dataSync(), ...bias.dataSync()]).toEqual([-6, -15, -3]);
  });

  itOn('cpu', 'refuses a batch norm before a kernel that sees the zeros around the map', () => {
    const before = { scale: tf.tensor1d([1]), shift: tf.tensor1d([1]) };
    expect(() => foldKernel(tf.ones([3, 3, 1, 1]), before, undefined)).toThrow('before a 3 x 3 kernel');
  });
});
