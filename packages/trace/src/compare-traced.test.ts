import * as tf from '@tensorflow/tfjs';
import { compareTraced, type StepResult } from './index';
import { itNative } from './testing/native';

type Given = { x: tf.Tensor1D };

const compare = (step: (inputs: Given, variables: { sum: tf.Tensor1D }) => StepResult, xs: number[][]) =>
  compareTraced(
    { variables: { sum: tf.zeros<tf.Rank.R1>([2]) }, functions: { add: { inputs: { x: { shape: [2] } }, step } } },
    xs.map((x) => ({ name: 'add' as const, inputs: { x: tf.tensor1d(x) } })),
  );

describe('compareTraced', () => {
  itNative('finds none where there is none, also at values that are not finite', async () => {
    const step = ({ x }: Given, { sum }: { sum: tf.Tensor1D }) => {
      const next = tf.add(sum, x);
      return { outputs: { next, log: tf.log(x) }, variables: { sum: next } };
    };
    const { largest, where, differences } = await compare(step, [
      [1, 2],
      [-1, 0],
      [Infinity, NaN],
    ]);
    expect({ largest, where }).toEqual({ largest: 0, where: 'nowhere' });
    expect([...differences.keys()].slice(-3)).toEqual(['call 3 of add: next', 'call 3 of add: log', 'variable sum']);
  });

  itNative('shows what was baked into the graph, and where', async () => {
    let calls = 0;
    const step = ({ x }: Given, { sum }: { sum: tf.Tensor1D }) => {
      calls += 1;
      return { outputs: { x }, variables: { sum: tf.add(sum, tf.mul(x, calls)) } };
    };
    // Recorded with 1; eagerly 2 and 3: 2 * 10 + 3 * 100 - (10 + 100).
    const { largest, where } = await compare(step, [
      [10, 0],
      [100, 0],
    ]);
    expect({ largest, where }).toEqual({ largest: 210, where: 'variable sum' });
  });

  itNative('calls a number that is NaN one way only infinitely far', async () => {
    let recorded = false;
    const step = ({ x }: Given) => {
      const factor = recorded ? 1 : NaN;
      recorded = true;
      return { outputs: { y: tf.mul(x, factor) } };
    };
    expect((await compare(step, [[1, 1]])).largest).toBe(Infinity);
  });

  itNative('leaves tensors and variables as they were', async () => {
    const [w, start] = [tf.variable(tf.tensor1d([1, 2])), tf.tensor1d([5, 6])];
    const before = tf.memory().numTensors;
    const definition = {
      variables: { w, start },
      functions: {
        step: {
          inputs: {},
          step: (_: object, given: { w: tf.Variable<tf.Rank.R1>; start: tf.Tensor1D }) => {
            given.w.assign(tf.mul(given.w, 2));
            return { outputs: {}, variables: { start: tf.add(given.start, given.w) } };
          },
        },
      },
    };
    const { largest, differences } = await compareTraced(definition, [
      { name: 'step', inputs: {} },
      { name: 'step', inputs: {} },
    ]);
    expect([largest, [...differences.keys()]]).toEqual([0, ['variable w', 'variable start']]);
    expect(tf.memory().numTensors).toBe(before);
    expect([[...w.dataSync()], [...start.dataSync()]]).toEqual([
      [1, 2],
      [5, 6],
    ]);
    tf.disposeVariables();
  });
});
