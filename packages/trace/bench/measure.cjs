// What tracing gains and costs, on this machine:
//   npx tsc --build packages/engine/tsconfig.lib.json packages/trace/tsconfig.lib.json
//   node packages/trace/bench/measure.cjs [ROUNDS]
// Prints Markdown. Eager and traced steps alternate in one process; medians. The net: residual, 18 layers of 3 x 3
// convolutions with batch norm, 2.8 million parameters, batch 8 of 64 x 64 pixels, momentum SGD.
const tf = require('@tensorflow/tfjs');
const { batchNormTrain, chooseEngine } = require('@fairface/engine');
const { applyMomentum, recordGraph, openSession, trace } = require('@fairface/trace');

const BATCH = 8;
const SIZE = 64;
const CLASSES = 100;
const STAGES = [32, 64, 128, 256];
const rounds = Number(process.argv[2] ?? 15);

/** Kernels and norms by name, in the order the net uses them. */
function initialise() {
  const params = { stem: kernel(3, 3, STAGES[0]) };
  let from = STAGES[0];
  STAGES.forEach((to, s) => {
    for (let b = 0; b < 2; b++) {
      const name = `stage${s}block${b}`;
      params[`${name}a`] = kernel(3, from, to);
      params[`${name}b`] = kernel(3, to, to);
      for (const half of 'ab') {
        params[`${name}${half}scale`] = tf.ones([to]);
        params[`${name}${half}offset`] = tf.zeros([to]);
      }
      if (from !== to) params[`${name}skip`] = kernel(1, from, to);
      from = to;
    }
  });
  return { ...params, head: tf.randomNormal([from, CLASSES], 0, 0.1, 'float32', 7) };
}

function kernel(size, from, to) {
  return tf.randomNormal([size, size, from, to], 0, Math.sqrt(2 / (size * size * from)), 'float32', from + to);
}

function predict(params, images) {
  let x = tf.conv2d(images, params.stem, 2, 'same');
  STAGES.forEach((_, s) => {
    for (let b = 0; b < 2; b++) {
      const name = `stage${s}block${b}`;
      const skip = params[`${name}skip`];
      const stride = skip === undefined ? 1 : 2;
      const norm = (y, half) => batchNormTrain(y, params[`${name}${half}scale`], params[`${name}${half}offset`]).y;
      const first = tf.relu(norm(tf.conv2d(x, params[`${name}a`], stride, 'same'), 'a'));
      const second = norm(tf.conv2d(first, params[`${name}b`], 1, 'same'), 'b');
      x = tf.relu(tf.add(second, skip === undefined ? x : tf.conv2d(x, skip, stride, 'same')));
    }
  });
  return tf.matMul(tf.mean(x, [1, 2]), params.head);
}

const byOperations = ({ variable, velocity, gradient, learningRate, momentum }) => {
  const next = tf.add(tf.mul(velocity, momentum), gradient);
  return { variable: tf.sub(variable, tf.mul(next, learningRate)), velocity: next };
};

/** A step as a pure function, by the given update of one parameter. */
const trainBy =
  (update) =>
  ({ images, labels, learningRate }, { params, velocity }) => {
    const names = Object.keys(params);
    const loss = (...tensors) => {
      const logits = predict(Object.fromEntries(names.map((name, i) => [name, tensors[i]])), images);
      return tf.losses.softmaxCrossEntropy(tf.oneHot(labels, CLASSES), logits);
    };
    const { value, grads } = tf.valueAndGrads(loss)(names.map((name) => params[name]));
    const next = names.map((name, i) => {
      const [variable, before] = [params[name], velocity[name]];
      return update({ variable, velocity: before, gradient: grads[i], learningRate, momentum: 0.9 });
    });
    const pick = (key) => Object.fromEntries(names.map((name, i) => [name, next[i][key]]));
    return { outputs: { loss: value }, variables: { params: pick('variable'), velocity: pick('velocity') } };
  };

function batch(number) {
  return {
    images: tf.randomNormal([BATCH, SIZE, SIZE, 3], 0, 1, 'float32', number),
    labels: tf.tensor1d(
      [...Array(BATCH).keys()].map((i) => (i * 13 + number) % CLASSES),
      'int32',
    ),
    learningRate: tf.scalar(0.01),
  };
}

function milliseconds(run) {
  const start = process.hrtime.bigint();
  run();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

async function overhead() {
  const session = await trace({
    variables: { n: tf.scalar(0) },
    functions: {
      count: {
        inputs: { by: { shape: [] } },
        step: ({ by }, { n }) => ({ outputs: { by }, variables: { n: tf.add(n, by) } }),
      },
    },
  });
  const by = tf.scalar(1);
  const call = () => session.run('count', { by }).by.dispose();
  for (let i = 0; i < 1000; i++) call();
  const times = Array.from({ length: 5000 }, () => milliseconds(call));
  session.dispose();
  return median(times);
}

/** The update alone, of 20 million parameters in one variable: median ms by operations and by applyMomentum. */
async function updates() {
  const size = 20e6;
  const zeros = tf.zeros([size]);
  const times = {};
  for (const [name, update] of Object.entries({ byOperations, applyMomentum })) {
    const step = (_, { variable, velocity }) => {
      const next = update({ variable, velocity, gradient: tf.sin(variable), learningRate: 0.1, momentum: 0.9 });
      return { outputs: {}, variables: next };
    };
    const variables = { variable: zeros, velocity: zeros };
    const session = await trace({ variables, functions: { step: { inputs: {}, step } } });
    const values = Array.from({ length: rounds }, () => milliseconds(() => session.run('step', {})));
    session.dispose();
    times[name] = median(values);
  }
  tf.dispose(zeros);
  return times;
}

async function main() {
  const { reason } = await chooseEngine({ engine: 'native' });
  const params = initialise();
  const velocity = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, tf.zerosLike(value)]));
  const count = Object.values(params).reduce((sum, { size }) => sum + size, 0);
  const inputs = {
    images: { shape: [BATCH, SIZE, SIZE, 3] },
    labels: { shape: [BATCH], dtype: 'int32' },
    learningRate: { shape: [] },
  };
  const variables = { params, velocity };

  const ways = { 'traced, update by operations': byOperations, 'traced, applyMomentum': applyMomentum };
  const sessions = {};
  const once = {};
  for (const [name, update] of Object.entries(ways)) {
    const definition = { variables, functions: { train: { inputs, step: trainBy(update) } } };
    let recording;
    const record = milliseconds(() => (recording = recordGraph(definition)));
    const start = process.hrtime.bigint();
    sessions[name] = await openSession(recording, variables);
    const load = Number(process.hrtime.bigint() - start) / 1e6;
    const first = milliseconds(() => sessions[name].run('train', batch(0)).loss.dataSync());
    sessions[name].write(variables);
    once[name] = { record, load, first, ...recording.report };
  }

  let state = variables;
  const step = trainBy(byOperations);
  const eager = (given) => {
    const [loss, next] = tf.tidy(() => {
      const { outputs, variables } = step(given, state);
      return [outputs.loss, variables];
    });
    if (state !== variables) tf.dispose(state);
    state = next;
    return loss.dataSync()[0];
  };
  const times = { eager: [], ...Object.fromEntries(Object.keys(ways).map((name) => [name, []])) };
  let largest = 0;
  for (let round = 0; round < rounds; round++) {
    const given = batch(round);
    const losses = [];
    times.eager.push(milliseconds(() => losses.push(eager(given))));
    for (const [name, session] of Object.entries(sessions)) {
      times[name].push(milliseconds(() => losses.push(tf.tidy(() => session.run('train', given).loss.dataSync()[0]))));
    }
    largest = Math.max(largest, ...losses.map((loss) => Math.abs(loss - losses[0])));
    tf.dispose(given);
  }
  const update = await updates();
  const lines = [
    `${reason} ${(count / 1e6).toFixed(1)} million parameters, batch ${BATCH}, ${SIZE} px, ${rounds} rounds.`,
    '',
    '| a step | median ms | times eager | record ms | load ms | first step ms | operations | graph kB |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...Object.entries(times).map(([name, values]) => {
      const [ms, report] = [median(values), once[name]];
      const rest =
        report === undefined
          ? Array(5).fill('')
          : [report.record, report.load, report.first, report.nodes, report.graphBytes / 1e3].map((n) => n.toFixed(0));
      return `| ${[name, ms.toFixed(1), (median(times.eager) / ms).toFixed(2), ...rest].join(' | ')} |`;
    }),
    '',
    `Gradient and update of 20 million parameters: ${update.byOperations.toFixed(0)} ms by operations, ${update.applyMomentum.toFixed(0)} ms by applyMomentum.`,
    `Largest difference of a loss to eager: ${largest.toExponential(1)}. Overhead of a call: ${((await overhead()) * 1e3).toFixed(0)} microseconds.`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

void main();
