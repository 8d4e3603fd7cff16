import * as tf from '@tensorflow/tfjs';
import { compileFunction } from './compile-function';
import { itNative } from './testing/native';

const images = { shape: [2, 5, 5, 3] };
const values = Array.from({ length: 150 }, (_, n) => ((n * 37) % 101) / 100);

/** A convolution with captured weights, as a network has them. */
function network() {
  const filter = tf.randomNormal<tf.Rank.R4>([3, 3, 3, 4], 0, 1, 'float32', 7);
  const bias = tf.tensor1d([0.5, -0.5, 0, 1]);
  const compute = ({ images }: { images: tf.Tensor }) => ({
    mean: tf.mean(tf.relu(tf.add(tf.conv2d(images as tf.Tensor4D, filter, 2, 'same'), bias)), [1, 2]),
  });
  return { compute, dispose: () => tf.dispose([filter, bias]) };
}

async function compute(): Promise<{ mean: number[]; traced: boolean; kept: number }> {
  const before = tf.memory().numTensors;
  const { compute, dispose } = network();
  const compiled = await compileFunction({ images }, compute);
  const input = tf.tensor4d(values, [2, 5, 5, 3]);
  const { mean } = compiled.run({ images: input });
  compiled.run({ images: input }).mean.dispose();
  const found = Array.from(mean.dataSync());
  tf.dispose([input, mean]);
  compiled.dispose();
  dispose();
  return { mean: found, traced: compiled.traced, kept: tf.memory().numTensors - before };
}

describe('compileFunction', () => {
  it('runs eagerly on an engine without graphs, and keeps no tensor', async () => {
    await tf.setBackend('cpu');
    const { mean, traced, kept } = await compute();
    expect([traced, kept, mean.length]).toEqual([false, 0, 8]);
  });

  itNative('becomes a graph on the native engine, with the same numbers, and keeps no tensor', async () => {
    const native = await compute();
    await tf.setBackend('cpu');
    const { mean } = await compute();
    expect([native.traced, native.kept]).toEqual([true, 0]);
    for (const [n, value] of mean.entries()) expect(native.mean[n]).toBeCloseTo(value, 5);
  });
});
