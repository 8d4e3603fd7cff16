import * as tf from '@tensorflow/tfjs';
import { applyMomentum, compareTraced, recordGraph } from './index';
import { SavedModel } from './graph/saved-model-schema';
import { itNative } from './testing/native';

type State = { w: tf.Tensor1D; v: tf.Tensor1D };
type Inputs = { gradient: tf.Tensor1D; learningRate: tf.Scalar };

const define = (step: (inputs: Inputs, state: State) => { outputs: { norm: tf.Tensor }; variables: State }) => ({
  variables: { w: tf.tensor1d([1, -2, 3]), v: tf.tensor1d([0.5, 0.25, 0]) },
  functions: { train: { inputs: { gradient: { shape: [3] }, learningRate: { shape: [] } }, step } },
});

const plain = ({ gradient, learningRate }: Inputs, { w, v }: State) => {
  const next = applyMomentum<tf.Rank.R1>({ variable: w, velocity: v, gradient, learningRate, momentum: 0.9 });
  return { outputs: { norm: tf.norm(next.variable) }, variables: { w: next.variable, v: next.velocity } };
};

/** The operations of a definition's graph. */
function operations(definition: ReturnType<typeof define>): string[] {
  const { metaGraphs } = SavedModel.toObject(SavedModel.decode(recordGraph(definition).savedModel)) as {
    metaGraphs: { graphDef: { node: { op: string }[] } }[];
  };
  return metaGraphs.flatMap(({ graphDef }) => graphDef.node.map(({ op }) => op));
}

describe('applyMomentum', () => {
  it('computes the step by hand, on any backend, and keeps nothing else', async () => {
    await tf.setBackend('cpu');
    const [variable, velocity, gradient] = [tf.tensor1d([1, 2]), tf.tensor1d([4, -2]), tf.tensor1d([1, 1])];
    const before = tf.memory().numTensors;
    const next = applyMomentum({ variable, velocity, gradient, learningRate: 0.5, momentum: 0.25 });
    expect(tf.memory().numTensors).toBe(before + 2);
    expect([...next.velocity.dataSync()]).toEqual([2, 0.5]);
    expect([...next.variable.dataSync()]).toEqual([0, 1.75]);
  });

  itNative('is one operation in a graph, and gives the numbers of the eager one', async () => {
    const definition = define(plain);
    expect(operations(definition)).toContain('ResourceApplyMomentum');
    expect(operations(definition).filter((op) => op === 'AssignVariableOp')).toHaveLength(2);
    const fed = [0.1, 0.01, 1].map((rate, i) => ({
      gradient: tf.tensor1d([i, -i, 0.5]),
      learningRate: tf.scalar(rate),
    }));
    const { largest, differences } = await compareTraced(
      definition,
      fed.map((inputs) => ({ name: 'train' as const, inputs })),
    );
    expect(differences.size).toBe(5);
    expect(largest).toBeLessThan(1e-6);
  });

  itNative('leaves a variable alone with learning rate 0, momentum 1 and gradient 0', async () => {
    const skip = ({ gradient }: Inputs, { w, v }: State) => {
      const finite = tf.all(tf.isFinite(gradient));
      const pick = (then: number, otherwise: number) =>
        tf.where(finite, tf.scalar(then), tf.scalar(otherwise)) as tf.Scalar;
      const next = applyMomentum<tf.Rank.R1>({
        variable: w,
        velocity: v,
        gradient: tf.where(finite, gradient, tf.zerosLike(gradient)),
        learningRate: pick(0.1, 0),
        momentum: pick(0.9, 1),
      });
      return { outputs: { norm: tf.norm(w) }, variables: { w: next.variable, v: next.velocity } };
    };
    const inputs = { gradient: tf.tensor1d([NaN, 1, Infinity]), learningRate: tf.scalar(1) };
    const { largest } = await compareTraced(define(skip), [{ name: 'train', inputs }]);
    expect(largest).toBe(0);
    const twice = define(skip);
    expect(operations(twice)).toContain('ResourceApplyMomentum');
  });

  itNative('is recorded as its operations where the results are not both kept as they are', async () => {
    const halved = (inputs: Inputs, state: State) => {
      const { outputs, variables } = plain(inputs, state);
      return { outputs, variables: { ...variables, v: tf.mul(variables.v, 0.5) as tf.Tensor1D } };
    };
    const crossed = (inputs: Inputs, state: State) => {
      const { outputs, variables } = plain(inputs, state);
      return { outputs, variables: { w: variables.v, v: variables.w } };
    };
    for (const definition of [define(halved), define(crossed)]) {
      expect(operations(definition)).not.toContain('ResourceApplyMomentum');
      const inputs = { gradient: tf.tensor1d([1, 2, 3]), learningRate: tf.scalar(0.1) };
      const { largest } = await compareTraced(definition, [
        { name: 'train', inputs },
        { name: 'train', inputs },
      ]);
      expect(largest).toBeLessThan(1e-6);
    }
  });
});
