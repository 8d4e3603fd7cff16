import type { Point } from '@fairface/crop';
import type { RgbImage } from '@fairface/image';
import { compileFunction } from '@fairface/trace';
import * as tf from '@tensorflow/tfjs';
import { loadWeights, type NetworkWeights } from './load-weights';
import { type PixelRectangle, sampleSquare } from './sample-square';

/** Width and height that the network sees. */
const INPUT = 112;

/** Mean colour of its training images: red, green, blue. */
const MEAN = [122.782, 117.001, 104.298];

/** Finds 68 landmarks in the box of a face. */
export interface LandmarkNetwork {
  /** @returns 68 points in pixels of the image. */
  locate(image: RgbImage, box: PixelRectangle): Promise<Point[]>;
  dispose(): void;
}

/** @throws Error when the weights cannot be read. */
export async function loadLandmarkNetwork(folder: string): Promise<LandmarkNetwork> {
  const weights = await loadWeights(folder, 'face_landmark_68_model');
  const input = { pixels: { shape: [1, INPUT, INPUT, 3] } };
  const network = await compileFunction(input, ({ pixels }) => forward(pixels as tf.Tensor4D, weights));
  return {
    async locate(image, box) {
      const fed = tf.tensor4d(sampleSquare(image, box, INPUT, 'around'), [1, INPUT, INPUT, 3]);
      const { points } = network.run({ pixels: fed });
      try {
        return toPixels(await points.data<'float32'>(), box);
      } finally {
        tf.dispose([fed, points]);
      }
    },
    dispose() {
      network.dispose();
      weights.dispose();
    },
  };
}

/** From shares of the padded square, x and y in turn. */
function toPixels(shares: Float32Array, { x, y, width, height }: PixelRectangle): Point[] {
  const side = Math.max(width, height);
  const [left, top] = [x - (side - width) / 2, y - (side - height) / 2];
  return Array.from({ length: shares.length / 2 }, (_, n): Point => {
    const [across = NaN, down = NaN] = shares.subarray(2 * n);
    return [left + side * across, top + side * down];
  });
}

function forward(pixels: tf.Tensor4D, weights: NetworkWeights) {
  let x = tf.div<tf.Tensor4D>(tf.sub(pixels, tf.tensor1d(MEAN)), 255);
  for (const block of ['dense0', 'dense1', 'dense2', 'dense3']) x = dense(x, weights, block);
  const features = tf.reshape(tf.avgPool(x, 7, 2, 'valid'), [1, -1]);
  return { points: tf.add(tf.matMul(features, weights.get('fc/weights')), weights.get('fc/bias')) };
}

/** Four convolutions, each of which sees the sum of what those before it gave; the first halves the resolution. */
function dense(x: tf.Tensor4D, weights: NetworkWeights, block: string): tf.Tensor4D {
  const convolve = (source: tf.Tensor4D, layer: string, strides: number): tf.Tensor4D => {
    const name = `${block}/${layer}`;
    const bias = weights.get(`${name}/bias`);
    if (name === 'dense0/conv0') {
      return tf.fused.conv2d({ x: source, filter: weights.get(`${name}/filters`), bias, strides, pad: 'same' });
    }
    const depthwise = tf.depthwiseConv2d(source, weights.get(`${name}/depthwise_filter`), strides, 'same');
    const filter = weights.get<tf.Tensor4D>(`${name}/pointwise_filter`);
    return tf.fused.conv2d({ x: depthwise, filter, bias, strides: 1, pad: 'same' });
  };
  const first = tf.relu(convolve(x, 'conv0', 2));
  let sum = tf.add<tf.Tensor4D>(first, convolve(first, 'conv1', 1));
  for (const layer of ['conv2', 'conv3']) sum = tf.add(sum, convolve(tf.relu(sum), layer, 1));
  return tf.relu(sum);
}
