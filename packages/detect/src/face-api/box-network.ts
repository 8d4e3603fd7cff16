import { compileFunction } from '@fairface/trace';
import * as tf from '@tensorflow/tfjs';
import { loadWeights, type NetworkWeights } from './load-weights';

/** Width and height that the network sees. */
export const BOX_INPUT = 512;

/** What the network says of every one of its anchors. */
export interface BoxPredictions {
  /** [anchors, 4]: shift of the centre down and to the right, growth in height and width, as the network codes them. */
  codes: Float32Array;
  /** [anchors], 0 to 1. */
  scores: Float32Array;
}

/** SSD on MobileNet v1. */
export interface BoxNetwork {
  /** [anchors, 4]: upper, left, lower and right edge in shares of the input. */
  anchors: Float32Array;
  /** @param pixels [512, 512, 3], RGB, 0 to 255 */
  predict(pixels: Float32Array): Promise<BoxPredictions>;
  dispose(): void;
}

/** Depthwise layers of MobileNet v1, from 1. */
const PAIRS = 13;

/** Those that halve the resolution. */
const HALVING = [2, 4, 6, 12];

/** Layers, from 1, whose output is searched for faces, beside every second one of those behind them. */
const SEARCHED = [11, 13];

/** Layers behind MobileNet v1; every second one halves the resolution. */
const EXTRA = 8;

const BATCH_NORM_EPSILON = 0.0010000000474974513;

/** Classes of a prediction: background, face, and one that is not used. */
const CLASSES = 3;
const FACE = 1;

/** @throws Error when the weights cannot be read. */
export async function loadBoxNetwork(folder: string): Promise<BoxNetwork> {
  const weights = await loadWeights(folder, 'ssd_mobilenetv1_model');
  const depthwise = Array.from({ length: PAIRS }, (_, n) => foldBatchNorm(weights, n + 1));
  const input = { pixels: { shape: [1, BOX_INPUT, BOX_INPUT, 3] } };
  const network = await compileFunction(input, ({ pixels }) => forward(pixels as tf.Tensor4D, weights, depthwise));
  return {
    anchors: Float32Array.from(weights.get('Output/extra_dim').dataSync()),
    async predict(pixels) {
      const fed = tf.tensor4d(pixels, [1, BOX_INPUT, BOX_INPUT, 3]);
      const { codes, scores } = network.run({ pixels: fed });
      try {
        return { codes: await codes.data<'float32'>(), scores: await scores.data<'float32'>() };
      } finally {
        tf.dispose([fed, codes, scores]);
      }
    },
    dispose() {
      network.dispose();
      for (const { filter, bias } of depthwise) tf.dispose([filter, bias]);
      weights.dispose();
    },
  };
}

/** A depthwise convolution that has taken in the batch normalisation behind it. */
interface Depthwise {
  filter: tf.Tensor4D;
  bias: tf.Tensor1D;
}

function foldBatchNorm(weights: NetworkWeights, layer: number): Depthwise {
  const name = `MobilenetV1/Conv2d_${layer}_depthwise`;
  const norm = (part: string): tf.Tensor1D => weights.get(`${name}/BatchNorm/${part}`);
  return tf.tidy(() => {
    const scale = tf.mul(norm('gamma'), tf.rsqrt(tf.add(norm('moving_variance'), BATCH_NORM_EPSILON)));
    return {
      filter: tf.mul<tf.Tensor4D>(weights.get(`${name}/depthwise_weights`), tf.reshape(scale, [1, 1, -1, 1])),
      bias: tf.sub<tf.Tensor1D>(norm('beta'), tf.mul(norm('moving_mean'), scale)),
    };
  });
}

function forward(pixels: tf.Tensor4D, weights: NetworkWeights, depthwise: readonly Depthwise[]) {
  const pointwise = (x: tf.Tensor4D, name: string, strides: number): tf.Tensor4D => {
    const filter = weights.get<tf.Tensor4D>(`${name}/weights`);
    const bias = weights.get(`${name}/convolution_bn_offset`);
    return tf.fused.conv2d({ x, filter, bias, strides, pad: 'same', activation: 'relu6' });
  };
  let x = pointwise(tf.sub(tf.div(pixels, 127.5), 1), 'MobilenetV1/Conv2d_0_pointwise', 2);
  const searched: tf.Tensor4D[] = [];
  for (const [n, { filter, bias }] of depthwise.entries()) {
    const strides = HALVING.includes(n + 1) ? 2 : 1;
    x = tf.fused.depthwiseConv2d({ x, filter, bias, strides, pad: 'same', activation: 'relu6' });
    x = pointwise(x, `MobilenetV1/Conv2d_${n + 1}_pointwise`, 1);
    if (SEARCHED.includes(n + 1)) searched.push(x);
  }
  for (let n = 0; n < EXTRA; n++) {
    const halves = n % 2 === 1;
    x = pointwise(x, `Prediction/Conv2d_${n}_pointwise`, halves ? 2 : 1);
    if (halves) searched.push(x);
  }
  const predict = (part: string, values: number): tf.Tensor2D =>
    tf.concat2d(
      searched.map((source, n) => {
        const filter = weights.get<tf.Tensor4D>(`Prediction/BoxPredictor_${n}/${part}/weights`);
        const bias = weights.get(`Prediction/BoxPredictor_${n}/${part}/biases`);
        return tf.reshape(tf.fused.conv2d({ x: source, filter, bias, strides: 1, pad: 'same' }), [-1, values]);
      }),
      0,
    );
  const scores = tf.sigmoid(tf.slice(predict('ClassPredictor', CLASSES), [0, FACE], [-1, 1]));
  return { codes: predict('BoxEncodingPredictor', 4), scores };
}
