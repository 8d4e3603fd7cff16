import * as tf from '@tensorflow/tfjs';
import { recordGraph, trace } from '../index';
import { itNative } from '../testing/native';
import type { StepResult, TraceDefinition } from '../definition';

type Given = { x: tf.Tensor1D };
type Options = Pick<TraceDefinition, 'captured' | 'maxConstantBytes'>;
type Step = (inputs: Given, variables: { w: tf.Tensor1D }) => StepResult;

/** Records `step` for an input x [8] and a variable w [8]. */
function record(step: Step, options: Options = {}) {
  return recordGraph({
    variables: { w: tf.ones([8]) as tf.Tensor1D },
    functions: { train: { inputs: { x: { shape: [8] } }, step } },
    ...options,
  });
}

const output = (y: tf.Tensor) => ({ outputs: { y } });
/** What the type of a step does not allow, and JavaScript does. */
const untyped = (step: (given: Given) => unknown) => step as Step;
const first = (tensor: tf.Tensor): number => tensor.dataSync()[0] ?? NaN;

const refusals: Record<string, { step: Step; code: string; says: RegExp; options?: Options }> = {
  'a branch on data': {
    step: ({ x }) => output(first(tf.max(x)) > 0 ? tf.relu(x) : x),
    code: 'data-read',
    says: /^Recording 'train': the value of the result of Max \(train\/Max_\d+\) was read .* choose with tf.where/,
  },
  'arraySync of an input': {
    step: ({ x }) => output(tf.tensor(x.arraySync())),
    code: 'data-read',
    says: /the input 'x'/,
  },
  'bufferSync of a variable': {
    step: ({ x }, { w }) => output(tf.mul(x, w.bufferSync().get(0))),
    code: 'data-read',
    says: /the variable 'w'/,
  },
  'a swallowed refusal': {
    step: ({ x }) => {
      try {
        return output(tf.mul(x, first(x)));
      } catch {
        return output(x);
      }
    },
    code: 'data-read',
    says: /the input 'x'/,
  },
  'a promise of data, for a log': {
    step: ({ x }) => {
      void tf.sum(x).data();
      return output(x);
    },
    code: 'data-read',
    says: /the result of Sum/,
  },
  'an async step that reads': {
    step: untyped(async ({ x }) => output(tf.mul(x, (await x.data())[0] ?? NaN))),
    code: 'data-read',
    says: /the input 'x'/,
  },
  'an async step': {
    step: untyped(async ({ x }) => output(x)),
    code: 'wrong-result',
    says: /returned a promise.* Await nothing/,
  },
  'Math.random': {
    step: ({ x }) => output(tf.mul(x, Math.random())),
    code: 'randomness',
    says: /Math.random was called.*statelessUniform/,
  },
  'dropout of tfjs': { step: ({ x }) => output(tf.dropout(x, 0.5)), code: 'randomness', says: /Math.random/ },
  'seeded numbers of tfjs': {
    step: ({ x }) => output(tf.mul(x, tf.randomUniform([8], 0, 1, 'float32', 7))),
    code: 'randomness',
    says: /tf.randomUniform drew float32 \[8\] in JavaScript/,
  },
  'seeded dropout of tfjs': {
    step: ({ x }) => output(tf.dropout(x, 0.5, undefined, 7)),
    code: 'randomness',
    says: /tf.randomUniform drew float32 \[8\]/,
  },
  'seeded normal numbers of tfjs': {
    step: ({ x }) => output(tf.mul(x, tf.truncatedNormal([8], 0, 1, 'float32', 7))),
    code: 'randomness',
    says: /tf.truncatedNormal drew/,
  },
  "TensorFlow's own generator": {
    step: ({ x }) => output(tf.multinomial(x, 3, 7)),
    code: 'randomness',
    says: /Multinomial draws/,
  },
  'where to indices': {
    step: untyped(({ x }) =>
      output((tf.backend() as unknown as { where(x: tf.Tensor): tf.Tensor }).where(tf.greater(x, 0))),
    ),
    code: 'data-shape',
    says: /Where gives a result whose shape depends on its data.* tf.topk/,
  },
  'unique values': { step: ({ x }) => output(tf.unique(x).values), code: 'data-shape', says: /UniqueV2/ },
  'non-maximum suppression': {
    step: ({ x }) => output(tf.image.nonMaxSuppression(tf.reshape(x, [2, 4]), tf.tensor1d([1, 2]), 1)),
    code: 'data-shape',
    says: /NonMaxSuppressionV3/,
  },
  'a large constant': {
    step: ({ x }) => output(tf.add(x, tf.range(0, 8)) && tf.tile(tf.tensor1d([...Array(1000).keys()]), [2])),
    code: 'large-constant',
    says: /float32 \[1000\] made in JavaScript is 4000 bytes.*maxConstantBytes is 1024.*Feed it/,
    options: { maxConstantBytes: 1024 },
  },
  'a string': {
    step: () => output(tf.tensor1d(['a', 'b'])),
    code: 'unsupported',
    says: /string \[2\] made in JavaScript cannot be a constant/,
  },
  'a value instead of a tensor': {
    step: untyped(() => ({ outputs: { y: 3 } })),
    code: 'wrong-input',
    says: /Expected a tensor among the outputs of 'train' at 'y', found 3/,
  },
  'a tensor instead of outputs': {
    step: untyped(({ x }) => x),
    code: 'wrong-result',
    says: /'train' returned a tensor. Return \{ outputs, variables \}/,
  },
  'an unknown variable': {
    step: ({ x }) => ({ outputs: {}, variables: { weights: x } }),
    code: 'wrong-result',
    says: /a new value for 'weights', which is no variable. The variables are w/,
  },
  'a variable of another shape': {
    step: ({ x }) => ({ outputs: {}, variables: { w: tf.sum(x) } }),
    code: 'wrong-result',
    says: /returned float32 \[\] for the variable 'w', which is float32 \[8\]/,
  },
  'a trace inside of a step': {
    step: ({ x }) => {
      record(({ x }) => output(x));
      return output(x);
    },
    code: 'unsupported',
    says: /cannot start a trace/,
  },
};

describe('a step that cannot be recorded', () => {
  for (const [name, { step, code, says, options }] of Object.entries(refusals)) {
    itNative(`is refused with the reason: ${name}`, () => {
      const [random, own] = [Math.random, Object.keys(tf.backend())];
      expect(() => record(step, options)).toThrow(expect.objectContaining({ name: 'TraceError', code }));
      expect(() => record(step, options)).toThrow(says);
      expect(Math.random).toBe(random);
      expect(Object.keys(tf.backend())).toEqual(own);
    });
  }

  itNative('is refused where it uses a tensor from outside, unless that is to be frozen', () => {
    const rate = tf.scalar(0.5);
    const step: Step = ({ x }) => output(tf.mul(x, rate));
    expect(() => record(step)).toThrow(/uses a float32 \[\] tensor made before recording.*captured: 'freeze'/);
    expect(record(step, { captured: 'freeze' }).report.constants.count).toBe(1);
  });

  itNative('is refused where it uses, assigns or makes a variable that is not listed', () => {
    const outside = tf.variable(tf.ones([8]), true, 'outside');
    const uses: Step = ({ x }) => output(tf.mul(x, outside));
    expect(() => record(uses)).toThrow(/uses the variable 'outside', float32 \[8\], which is not listed. List it/);
    expect(() => record(uses, { captured: 'freeze' })).toThrow(/not listed/);
    const assigns: Step = ({ x }) => {
      outside.assign(tf.mul(x, 2));
      return output(x);
    };
    expect(() => record(assigns)).toThrow(/assigns to the variable 'outside'/);
    expect([...outside.dataSync()]).toEqual(Array(8).fill(1));
    const makes: Step = ({ x }) => output(tf.mul(x, tf.variable(tf.ones([8]), true, 'inside')));
    expect(() => record(makes)).toThrow(/'inside'/);
    tf.disposeVariables();
  });

  itNative('is refused where it runs another session', async () => {
    const definition = {
      variables: {},
      functions: { twice: { inputs: { x: { shape: [8] } }, step: ({ x }: Given) => output(tf.mul(x, 2)) } },
    };
    const session = await trace(definition);
    expect(() => record(({ x }) => session.run('twice', { x }) as never)).toThrow(/runs another graph/);
    session.dispose();
  });

  itNative('is refused where the definition is wrong', () => {
    const step = () => output(tf.scalar(1));
    const define =
      (inputs: object, variables: object = {}) =>
      () =>
        recordGraph({ variables: variables as never, functions: { f: { inputs: inputs as never, step } } });
    expect(define({ x: { shape: [null, 3] } })).toThrow(/'x' of 'f' is float32 \[,3\], and shapes are fixed/);
    expect(define({ x: { shape: [2], dtype: 'string' } })).toThrow(/'x' of 'f' is string \[2\]. Use float32/);
    expect(define({ x: 3 })).toThrow(/specification of an input of 'f' at 'x', found 3/);
    expect(define({}, { w: [1, 2] })).toThrow(/Expected a variable at 'w\/0', found 1/);
    expect(define({}, { w: tf.tensor1d(['a']) })).toThrow(/variable 'w' is string \[1\]/);
    const twice = tf.variable(tf.scalar(1), true, 'twice');
    expect(define({}, { a: twice, b: twice })).toThrow(/'twice' is listed twice, the second time as 'b'/);
    expect(() => recordGraph({ variables: {}, functions: {} })).toThrow(/no function to record/);
    twice.dispose();
  });

  itNative('passes on errors of the step itself', () => {
    const step: Step = () => {
      throw new RangeError('of its own');
    };
    expect(() => record(step)).toThrow(RangeError);
  });

  it('needs the backend of tfjs-node', async () => {
    const before = tf.getBackend();
    await tf.setBackend('cpu');
    expect(() => record(({ x }) => output(x))).toThrow(/needs the TensorFlow backend of tfjs-node, found 'cpu'/);
    if (before === 'tensorflow') await tf.setBackend(before);
  });
});
