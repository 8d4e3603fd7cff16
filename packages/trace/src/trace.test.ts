import * as tf from '@tensorflow/tfjs';
import { compareTraced, trace } from './index';
import { itNative } from './testing/native';
import { batch, smallNet } from './testing/small-net';

describe('trace', () => {
  itNative('trains a net with momentum as the eager loop does, for five batches', async () => {
    const calls = [1, 2, 3, 4, 5].map((number) => ({ name: 'train' as const, inputs: batch(number) }));
    const { differences, largest, where } = await compareTraced(smallNet(), calls);
    expect(differences.size).toBe(5 + 6);
    expect({ where, close: largest <= 1e-6 }).toEqual({ where, close: true });
    // It learns from each batch: no two losses are the same.
    const session = await trace(smallNet());
    const losses = calls.map(({ inputs }) => session.run('train', inputs).loss.dataSync()[0]);
    expect(new Set(losses).size).toBe(5);
    session.dispose();
  });

  itNative('shares the variables among the functions of a graph', async () => {
    const session = await trace(smallNet());
    const { images } = batch(1);
    const before = session.run('evaluate', { images }).classes.dataSync();
    for (let i = 0; i < 60; i++) session.run('train', batch(1)).loss.dispose();
    const after = session.run('evaluate', { images }).classes.dataSync();
    expect([...after]).toEqual([...batch(1).labels.dataSync()]);
    expect([...after]).not.toEqual([...before]);
    session.dispose();
  });

  itNative('leaves tensors, backend, kernels and Math.random as they were', async () => {
    const definition = smallNet();
    const weights = [...definition.variables.params.weights.dataSync()];
    const backend = tf.backend();
    const before = {
      tensors: tf.memory().numTensors,
      own: Object.keys(backend),
      random: Math.random,
      gather: tf.getKernel('GatherV2', 'tensorflow'),
    };
    const session = await trace(definition);
    session.dispose();
    expect({
      tensors: tf.memory().numTensors,
      own: Object.keys(backend),
      random: Math.random,
      gather: tf.getKernel('GatherV2', 'tensorflow'),
    }).toEqual(before);
    expect([...definition.variables.params.weights.dataSync()]).toEqual(weights);
    expect(() => tf.gather(tf.tensor1d([1, 2]), tf.tensor1d([2], 'int32'))).toThrow(/index value 2/);
  });

  itNative('does not leak over 2000 calls', async () => {
    const size = 64 * 256;
    const session = await trace({
      variables: { w: tf.zeros([size]) as tf.Tensor1D },
      functions: {
        add: {
          inputs: { x: { shape: [size] } },
          step: ({ x }: { x: tf.Tensor1D }, { w }: { w: tf.Tensor1D }) => ({
            outputs: { twice: tf.mul(x, 2) },
            variables: { w: tf.add(w, x) },
          }),
        },
      },
    });
    const call = () => tf.tidy(() => void session.run('add', { x: tf.ones<tf.Rank.R1>([size]) }));
    for (let i = 0; i < 500; i++) call();
    const [tensors, memory] = [tf.memory().numTensors, process.memoryUsage().rss];
    for (let i = 0; i < 2000; i++) call();
    expect(tf.memory().numTensors).toBe(tensors);
    // One leaked copy of input, output or variable a call would be 125 MB.
    expect((process.memoryUsage().rss - memory) / 2 ** 20).toBeLessThan(60);
    expect(tf.tidy(() => session.read().w.dataSync())).toEqual(new Float32Array(size).fill(2500));
    session.dispose();
  });

  itNative('reports what it recorded', async () => {
    const session = await trace(smallNet());
    const { nodes, graphBytes, constants, functions } = session.report;
    expect(nodes).toBeGreaterThan(100);
    expect(graphBytes).toBeLessThan(30_000);
    expect(constants.count).toBeGreaterThan(10);
    expect(constants.bytes).toBeLessThan(1000);
    expect(constants.largest[0]?.bytes).toBeGreaterThanOrEqual(constants.largest[1]?.bytes ?? Infinity);
    const all = ['kernel', 'weights', 'bias'];
    expect(functions).toEqual({
      train: {
        inputs: ['images', 'labels', 'learningRate'],
        outputs: ['loss'],
        assigned: [...all.map((name) => `params/${name}`), ...all.map((name) => `velocity/${name}`)],
      },
      evaluate: { inputs: ['images'], outputs: ['classes'], assigned: [] },
    });
    session.dispose();
  });

  itNative('gives variables their values at once: each is read before any is written', async () => {
    const session = await trace({
      variables: { a: tf.scalar(1), b: tf.scalar(2) },
      functions: {
        swap: {
          inputs: {},
          step: (_: object, { a, b }: { a: tf.Scalar; b: tf.Scalar }) => ({
            outputs: { sum: tf.add(a, b) },
            variables: { a: b, b: a },
          }),
        },
        nothing: {
          inputs: [],
          step: (_: object, { a }: { a: tf.Scalar; b: tf.Scalar }) => ({
            outputs: {},
            variables: { a: tf.mul(a, 10) },
          }),
        },
      },
    });
    for (let i = 0; i < 101; i++) expect(session.run('swap', {}).sum.dataSync()[0]).toBe(3);
    expect(session.run('nothing', {})).toEqual({});
    const { a, b } = session.read();
    expect([a.dataSync()[0], b.dataSync()[0]]).toEqual([20, 1]);
    session.dispose();
  });

  itNative('keeps values that were fed or written apart from the memory they came from', async () => {
    const session = await trace({
      variables: { last: tf.zeros([64]) as tf.Tensor1D },
      functions: {
        keep: {
          inputs: { x: { shape: [64] } },
          step: ({ x }: { x: tf.Tensor1D }) => ({ outputs: {}, variables: { last: x } }),
        },
      },
    });
    const give = {
      fed: (x: tf.Tensor1D) => session.run('keep', { x }),
      written: (last: tf.Tensor1D) => session.write({ last }),
    };
    // TensorFlow takes over only memory that happens to be aligned to 64 bytes.
    for (const [how, set] of Object.entries(give)) {
      const wrong = Array.from({ length: 64 }, (_, i) => {
        const memory = new Float32Array(64).fill(i);
        set(tf.tensor1d(memory));
        memory.fill(-1);
        const [value] = tf.tidy(() => session.read().last.dataSync());
        return value === i ? [] : [value];
      });
      expect({ how, wrong: wrong.flat() }).toEqual({ how, wrong: [] });
    }
    session.dispose();
  });

  itNative('records assignments to tf.Variables, as the optimisers of tfjs make them', async () => {
    const weights = tf.variable(tf.tensor1d([1, 2, 3]));
    const optimizer = tf.train.adam(0.1);
    const loss = (x: tf.Tensor) => () => tf.sum(tf.square(tf.sub(weights, x))) as tf.Scalar;
    // Its slots are made by the first step.
    optimizer.minimize(loss(tf.zeros([3])), false, [weights]);
    const start = [...weights.dataSync()];
    const variables = Object.values(tf.engine().registeredVariables);
    const definition = {
      variables,
      functions: {
        step: {
          inputs: { x: { shape: [3] } },
          step: ({ x }: { x: tf.Tensor1D }) => {
            const value = optimizer.minimize(loss(x), true, [weights]);
            return { outputs: { loss: value ?? tf.scalar(NaN) } };
          },
        },
      },
    };
    const calls = [0.5, 3, -1].map((x) => ({ name: 'step' as const, inputs: { x: tf.fill([3], x) as tf.Tensor1D } }));
    const { largest, differences } = await compareTraced(definition, calls);
    expect(differences.size).toBe(3 + variables.length);
    expect(largest).toBeLessThan(1e-6);
    expect([...weights.dataSync()]).toEqual(start);
    tf.disposeVariables();
  });

  itNative('records a model of layers with its optimiser', async () => {
    const model = tf.sequential({
      layers: [
        tf.layers.dense({ units: 4, activation: 'relu', inputShape: [3] }),
        tf.layers.batchNormalization(),
        tf.layers.dense({ units: 1 }),
      ],
    });
    const optimizer = tf.train.momentum(0.05, 0.9);
    const step = ({ x, y }: { x: tf.Tensor2D; y: tf.Tensor2D }) => {
      const predict = () => model.apply(x, { training: true }) as tf.Tensor;
      const loss = optimizer.minimize(() => tf.losses.meanSquaredError(y, predict()), true);
      return { outputs: { loss: loss ?? tf.scalar(NaN) } };
    };
    tf.tidy(() => void step({ x: tf.ones([6, 3]), y: tf.ones([6, 1]) }));
    const variables = Object.values(tf.engine().registeredVariables);
    const inputs = { x: { shape: [6, 3] }, y: { shape: [6, 1] } };
    // The optimiser made tensors of its momentum and learning rate.
    const definition = { variables, functions: { step: { inputs, step } }, captured: 'freeze' as const };
    const calls = [1, 2, 3].map((seed) => {
      const [x, y] = [tf.randomNormal([6, 3], 0, 1, 'float32', seed), tf.randomNormal([6, 1], 0, 1, 'float32', -seed)];
      return { name: 'step' as const, inputs: { x: x as tf.Tensor2D, y: y as tf.Tensor2D } };
    });
    const { largest, where } = await compareTraced(definition, calls);
    expect({ where, close: largest < 1e-5 }).toEqual({ where, close: true });
    tf.disposeVariables();
  });
});
