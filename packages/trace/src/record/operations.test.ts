import * as tf from '@tensorflow/tfjs';
import { compareTraced, statelessUniform, trace } from '../index';
import { batchNormTrain, itNative } from '../testing/native';

type Numbers = { x: tf.Tensor2D; images: tf.Tensor4D; ids: tf.Tensor1D; seed: tf.Tensor1D };
const PADDING: tf.backend_util.ExplicitPadding = [
  [0, 0],
  [1, 1],
  [2, 0],
  [0, 0],
];
type Operation = (inputs: Numbers) => tf.Tensor | tf.Tensor[];

const specs = {
  x: { shape: [4, 6] },
  images: { shape: [2, 8, 8, 3] },
  ids: { shape: [4], dtype: 'int32' as const },
  seed: { shape: [2], dtype: 'int32' as const },
};

const fed = (number: number): Numbers => ({
  x: tf.randomNormal([4, 6], 0, 1, 'float32', number),
  images: tf.randomNormal([2, 8, 8, 3], 0, 1, 'float32', number + 10),
  ids: tf.tensor1d([number % 4, 3, 0, (number * 2) % 4], 'int32'),
  seed: tf.tensor1d([number, 7], 'int32'),
});

const filter = (shape: [number, number, number, number]) => tf.fill<tf.Rank.R4>(shape, 0.1);
const gradient = (f: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor) => tf.grad((t) => tf.sum(tf.square(f(t))))(x);
const batchNorm = (images: tf.Tensor4D) => {
  const [scale, offset] = [tf.tensor1d([1, 2, 3]), tf.tensor1d([0.1, 0.2, 0.3])];
  const { y, batchMean, batchVariance } = batchNormTrain(images, scale, offset);
  const grads = tf.grads((...[x, s, o]) =>
    tf.sum(tf.square(batchNormTrain(x as tf.Tensor4D, s as tf.Tensor1D, o as tf.Tensor1D).y)),
  )([images, scale, offset]);
  return [y, batchMean, batchVariance, ...grads];
};

/** Operations of convolutional networks, their losses and their gradients. */
const operations: Record<string, Operation> = {
  'convolution and its gradients': ({ images }) => [
    ...tf.grads((x, w) => tf.sum(tf.square(tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 'same'))))([
      images,
      filter([3, 3, 3, 4]),
    ]),
    tf.conv2d(images, filter([3, 3, 3, 4]), 1, PADDING),
    tf.conv2d(images, filter([3, 3, 3, 4]), 1, 'valid', 'NHWC', 2),
  ],
  'depthwise, separable and transposed convolution': ({ images }) => [
    gradient((x) => tf.depthwiseConv2d(x as tf.Tensor4D, filter([3, 3, 3, 2]), 1, 'same'), images),
    tf.separableConv2d(images, filter([3, 3, 3, 1]), filter([1, 1, 3, 5]), 1, 'same'),
    gradient((x) => tf.conv2dTranspose(x as tf.Tensor4D, filter([3, 3, 4, 3]), [2, 16, 16, 4], 2, 'same'), images),
  ],
  'fused convolution and matrix product': ({ images, x }) => [
    tf.fused.conv2d({
      x: images,
      filter: filter([3, 3, 3, 4]),
      strides: 1,
      pad: 'same',
      bias: tf.tensor1d([1, 2, 3, 4]),
      activation: 'relu',
    }),
    tf.fused.matMul({ a: x, b: tf.fill([6, 3], 0.3), bias: tf.tensor1d([1, 2, 3]), activation: 'sigmoid' }),
  ],
  'pooling and its gradients': ({ images }) => [
    gradient((x) => tf.maxPool(x as tf.Tensor4D, 3, 2, 'same'), images),
    gradient((x) => tf.avgPool(x as tf.Tensor4D, 2, 2, 'valid'), images),
    tf.mean(images, [1, 2]),
  ],
  'batch norm through TensorFlow’s fused operations, with gradients': ({ images }) => batchNorm(images),
  'batch norm by moving averages': ({ images }) => {
    const [mean, variance] = [tf.tensor1d([0.1, 0.2, 0.3]), tf.tensor1d([1, 2, 3])];
    return [
      tf.batchNorm(images, mean, variance, tf.tensor1d([0, 1, 2]), tf.tensor1d([1, 1, 2])),
      tf.moments(images, [0, 1, 2]).variance,
    ];
  },
  'activations and their gradients': ({ x }) =>
    [
      tf.relu,
      tf.relu6,
      tf.elu,
      tf.selu,
      tf.sigmoid,
      tf.tanh,
      tf.softplus,
      tf.softmax,
      tf.logSoftmax,
      tf.leakyRelu,
    ].flatMap((f) => [f(x), gradient((t) => f(t), x)]),
  prelu: ({ x }) => gradient((t) => tf.prelu(t, tf.fill([6], 0.25)), x),
  'functions of numbers': ({ x }) => {
    const positive = tf.add(tf.abs(x), 0.5);
    return [
      ...[tf.abs, tf.neg, tf.exp, tf.expm1, tf.square, tf.sin, tf.cos, tf.atan, tf.erf, tf.floor, tf.ceil].map((f) =>
        f(x),
      ),
      ...[tf.round, tf.sign, tf.step, tf.zerosLike, tf.onesLike].map((f) => f(x)),
      ...[tf.log, tf.log1p, tf.sqrt, tf.rsqrt, tf.reciprocal, tf.acosh].map((f) => f(positive)),
      ...[tf.acos, tf.asin].map((f) => f(tf.clipByValue(x, -0.9, 0.9))),
    ];
  },
  'two numbers': ({ x }) => {
    const y = tf.add(tf.reverse(x, 0), 0.25);
    return [
      tf.add,
      tf.sub,
      tf.mul,
      tf.div,
      tf.divNoNan,
      tf.maximum,
      tf.minimum,
      tf.squaredDifference,
      tf.atan2,
      tf.mod,
      tf.floorDiv,
    ]
      .map((f): tf.Tensor => f(x, y))
      .concat([tf.pow(tf.abs(x), 1.5), tf.addN([x, y, x])]);
  },
  'comparisons and masks': ({ x }) => {
    const y = tf.reverse(x, 0);
    const [a, b] = [tf.greater(x, 0), tf.lessEqual(y, 0.5)];
    const masks = [a, b, tf.equal(x, y), tf.notEqual(x, y), tf.greaterEqual(x, y), tf.less(x, y)];
    return [
      ...masks,
      tf.logicalAnd(a, b),
      tf.logicalOr(a, b),
      tf.logicalNot(a),
      tf.isNaN(x),
      tf.isInf(x),
      tf.isFinite(x),
    ].map((mask) => tf.cast(mask, 'float32'));
  },
  reductions: ({ x }) => [
    ...[tf.sum, tf.mean, tf.max, tf.min, tf.prod, tf.logSumExp].map((f): tf.Tensor => f(x, 1)),
    ...[tf.argMax, tf.argMin].map((f) => f(x, 1)),
    tf.all(tf.greater(x, -9), 1),
    tf.any(tf.greater(x, 1), 1),
    tf.norm(x, 2, 1),
    gradient((t) => tf.max(t, 1), x),
    gradient((t) => tf.mean(t, 0), x),
    tf.cumsum(x, 1),
  ],
  'shapes and their gradients': ({ x, images }) => [
    tf.reshape(x, [2, 12]),
    tf.squeeze(tf.expandDims(x, 1)),
    tf.transpose(images, [0, 3, 1, 2]),
    tf.reverse(images, 2),
    tf.tile(x, [2, 1]),
    tf.pad(
      x,
      [
        [1, 1],
        [0, 2],
      ],
      3,
    ),
    tf.mirrorPad(
      x,
      [
        [1, 1],
        [2, 0],
      ],
      'reflect',
    ),
    gradient(
      (t) =>
        tf.pad(t, [
          [1, 1],
          [0, 2],
        ]),
      x,
    ),
    gradient((t) => tf.slice(t, [1, 2], [2, 3]), x),
    tf.stridedSlice(x, [0, 0], [4, 6], [2, 3]),
  ],
  'joining and splitting, with gradients': ({ x }) => [
    tf.concat([x, x], 1),
    tf.stack([x, x], 1),
    ...tf.split(x, 3, 1),
    ...tf.unstack(x, 0),
    gradient((t) => tf.concat([...tf.split(t, [1, 2, 3], 1), tf.stack(tf.unstack(t))], 1), x),
  ],
  products: ({ x }) => [
    tf.matMul(x, x, true, false),
    tf.matMul(tf.reshape(x, [2, 2, 6]), tf.reshape(x, [2, 6, 2])),
    tf.einsum('ij,kj->ik', x, x),
    gradient((t) => tf.matMul(t, t, false, true), x),
    tf.dot(x, tf.transpose(x)),
  ],
  'gathering by fed indices, with gradient': ({ x, ids }) => [
    tf.gather(x, ids),
    tf.gather(x, ids, 1),
    gradient((t) => tf.gather(t, ids), x),
    tf.gatherND(x, tf.stack([ids, ids], 1)),
    tf.unsortedSegmentSum(x, ids, 4),
    tf.scatterND(tf.expandDims(ids, 1), x, [8, 6]),
  ],
  'one-hot and soft-max cross-entropy, with gradient': ({ x, ids }) => [
    tf.oneHot(ids, 6),
    tf.losses.softmaxCrossEntropy(tf.oneHot(ids, 6), x),
    gradient((t) => tf.losses.softmaxCrossEntropy(tf.oneHot(ids, 6), t), x),
    tf.losses.sigmoidCrossEntropy(tf.oneHot(ids, 6), x),
    tf.losses.cosineDistance(x, tf.reverse(x, 0), 1),
    tf.losses.huberLoss(x, tf.reverse(x, 0), tf.fill([4, 6], 0.5)),
  ],
  'hard examples by top-k and a mask': ({ x }) => {
    const losses = tf.sum(tf.square(x), 1);
    const { values, indices } = tf.topk(losses, 2);
    const mask = tf.cast(tf.greaterEqual(losses, tf.slice(values, [1], [1])), 'float32');
    return [tf.div(tf.sum(tf.mul(losses, mask)), tf.sum(mask)), indices];
  },
  'batch-hard triplets of fed classes': ({ x, ids }) => {
    const distances = tf.sum(tf.squaredDifference(tf.expandDims(x, 1), tf.expandDims(x, 0)), 2);
    const same = tf.cast(tf.equal(tf.expandDims(ids, 1), tf.expandDims(ids, 0)), 'float32');
    const positives = tf.max(tf.mul(distances, same), 1);
    return tf.relu(tf.add(tf.sub(positives, tf.min(tf.add(distances, tf.mul(same, 1e9)), 1)), 0.2));
  },
  'where, and its gradient': ({ x }) => {
    const mask = tf.greater(x, 0);
    const leaky = (t: tf.Tensor) => tf.where(mask, t, tf.mul(t, 0.1));
    return [leaky(x), gradient(leaky, x)];
  },
  'clipping by the global norm': ({ x }) => {
    const grads = [tf.mul(x, 3), tf.sum(x, 0)];
    const norm = tf.sqrt(tf.addN(grads.map((g) => tf.sum(tf.square(g)))));
    return grads.map((g) => tf.mul(g, tf.minimum(1, tf.div(0.5, norm))));
  },
  'a padded batch with weights': ({ x, ids }) => {
    const weights = tf.cast(tf.greater(ids, 0), 'float32');
    return tf.div(tf.sum(tf.mul(tf.max(tf.logSoftmax(x), 1), weights)), tf.maximum(tf.sum(weights), 1));
  },
  'images: resize, crop, flip': ({ images }) => [
    tf.image.resizeBilinear(images, [5, 9]),
    tf.image.resizeNearestNeighbor(images, [4, 4]),
    gradient((t) => tf.image.resizeBilinear(t as tf.Tensor4D, [5, 9]), images),
    tf.image.cropAndResize(images, tf.tensor2d([[0, 0, 0.5, 1]]), tf.tensor1d([1], 'int32'), [4, 4]),
    tf.image.flipLeftRight(images),
    tf.depthToSpace(tf.concat([images, tf.slice(images, [0, 0, 0, 0], [2, 8, 8, 1])], 3), 2),
    tf.localResponseNormalization(images, 2),
  ],
  'integers and booleans': ({ ids }) => [
    tf.add(ids, tf.range(0, 4, 1, 'int32')),
    tf.cast(ids, 'float32'),
    tf.cast(tf.greater(ids, 1), 'int32'),
    tf.linspace(0, 1, 5),
    tf.eye(3),
    tf.fill([300], 2, 'int32'),
    tf.zeros([40, 40]),
  ],
  'mask of a custom gradient, where comparisons have none': ({ x }) => {
    const above = tf.customGrad((t) => {
      const value = tf.cast(tf.greater(t as tf.Tensor, 0), 'float32');
      return { value, gradFunc: (dy) => tf.zerosLike(dy as tf.Tensor) };
    });
    return gradient((t) => tf.mul(t, above(t)), x);
  },
  'dropout by a fed seed': ({ x, seed }) => {
    const keep = tf.cast(tf.greaterEqual(statelessUniform<tf.Rank.R2>([4, 6], seed), 0.5), 'float32');
    return tf.mul(tf.mul(x, keep), 2);
  },
};

describe('a recorded operation equals the eager one on other data', () => {
  for (const [name, operation] of Object.entries(operations)) {
    itNative(name, async () => {
      const step = (inputs: Numbers) => ({ outputs: [operation(inputs)].flat() });
      const definition = { variables: {}, functions: { step: { inputs: specs, step } } };
      const calls = [1, 2, 3].map((number) => ({ name: 'step' as const, inputs: fed(number) }));
      const { differences } = await compareTraced(definition, calls);
      expect(differences.size).toBeGreaterThan(2);
      expect([...differences].filter(([, difference]) => !(difference < 2e-6))).toEqual([]);
    });
  }
});

describe('a step that is not finite', () => {
  itNative('is skipped by where, without a branch', async () => {
    const session = await trace({
      variables: { w: tf.tensor1d([1, 2]) },
      functions: {
        train: {
          inputs: { gradient: { shape: [2] } },
          step: ({ gradient }: { gradient: tf.Tensor1D }, { w }: { w: tf.Tensor1D }) => {
            const finite = tf.all(tf.isFinite(gradient));
            return { outputs: { finite }, variables: { w: tf.where(finite, tf.sub(w, gradient), w) } };
          },
        },
      },
    });
    const step = (...gradient: number[]) =>
      session.run('train', { gradient: tf.tensor1d(gradient) }).finite.dataSync()[0];
    expect([step(0.5, 0.5), step(NaN, 1), step(1, Infinity), step(0.25, 0)]).toEqual([1, 0, 0, 1]);
    expect([...session.read().w.dataSync()]).toEqual([0.25, 1.5]);
    session.dispose();
  });
});
