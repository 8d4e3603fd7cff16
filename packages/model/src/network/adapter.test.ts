import * as tf from '@tensorflow/tfjs';
import { itOn } from '../testing/engines';
import { buildNetwork } from './build-network';

const numbers = (tensor: tf.Tensor): number[] => [...tensor.dataSync()];

describe('adapter', () => {
  itOn('cpu', 'gives normalise(x - mean) as long as it is untrained', () => {
    const network = buildNetwork({ preset: 'adapter', inputDimension: 2, hidden: 3 });
    const parameters = { ...network.initialise(1), 'centre/movingMean': tf.tensor1d([1, 2]) };
    const { embeddings } = network.forward(parameters, tf.tensor2d([[4, 6]]), { training: true });
    numbers(embeddings).forEach((value, i) => expect(value).toBeCloseTo([0.6, 0.8][i] ?? NaN, 6));
  });

  itOn('cpu', 'gives u + Wu + b', () => {
    const network = buildNetwork({ preset: 'adapter', inputDimension: 2, centre: false });
    const parameters = {
      'output/weights': tf.tensor2d([
        [1, 2],
        [0, 3],
      ]),
      'output/bias': tf.tensor1d([10, 20]),
    };
    const { embeddings } = network.forward(parameters, tf.tensor2d([[5, -1]]), { training: false });
    expect(numbers(embeddings)).toEqual([5 + 5 + 10, -1 + 10 - 3 + 20]);
  });

  itOn('cpu', 'gives u + W2 act(W1 u + b1) + b2 with a hidden layer', () => {
    const network = buildNetwork({ preset: 'adapter', inputDimension: 1, centre: false, hidden: 2 });
    const parameters = {
      'hidden/weights': tf.tensor2d([[2, -1]]),
      'hidden/bias': tf.tensor1d([0, -2]),
      'output/weights': tf.tensor2d([[1], [10]]),
      'output/bias': tf.tensor1d([0.5]),
    };
    const { embeddings } = network.forward(parameters, tf.tensor2d([[3]]), { training: false });
    expect(numbers(embeddings)[0]).toBeCloseTo(3 + 6 + 10 * 0.2 * -5 + 0.5, 5);
  });

  itOn('cpu', 'centred before or inside, it is the same function', () => {
    const [inside, before] = [true, false].map((centre) => {
      return buildNetwork({ preset: 'adapter', inputDimension: 2, centre });
    });
    const own = {
      'output/weights': tf.tensor2d([
        [0.5, 0.25],
        [-1, 2],
      ]),
      'output/bias': tf.tensor1d([0.125, 1]),
    };
    const whole = { ...own, 'centre/movingMean': tf.tensor1d([1, -1]) };
    const a = inside?.forward(whole, tf.tensor2d([[4, 3]]), { training: false });
    const b = before?.forward(own, tf.tensor2d([[0.6, 0.8]]), { training: false });
    const expected = numbers(b?.embeddings ?? tf.scalar(0));
    numbers(a?.embeddings ?? tf.scalar(0)).forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? NaN, 6));
  });

  itOn('cpu', 'says which shape does not fit and which parameter is missing', () => {
    const network = buildNetwork({ preset: 'adapter', inputDimension: 2 });
    expect(() => network.forward({}, tf.ones([1, 3]), { training: false })).toThrow('shape [N,2], found [1,3]');
    expect(() => network.forward({}, tf.ones([1, 2]), { training: false })).toThrow("'centre/movingMean' is missing");
  });
});
