import * as tf from '@tensorflow/tfjs';
import { openSession, recordGraph, trace } from './index';
import { itNative } from './testing/native';
import { batch, smallNet } from './testing/small-net';

const code = (name: string) => expect.objectContaining({ name: 'TraceError', code: name });

describe('TracedSession', () => {
  itNative('checks what is fed', async () => {
    const session = await trace(smallNet());
    const fed = batch(1);
    const run = (inputs: object) => () => session.run('train', { ...fed, ...inputs });
    expect(run({ images: tf.zeros([5, 8, 8, 3]) })).toThrow(code('wrong-input'));
    expect(run({ images: tf.zeros([5, 8, 8, 3]) })).toThrow(
      "The input 'images' of 'train' is float32 [6,8,8,3], found float32 [5,8,8,3]. Shapes are fixed in a graph: " +
        'pad to the recorded one with a weight of 0, or record a function for this one.',
    );
    expect(run({ labels: tf.zeros([6]) })).toThrow(/'labels' of 'train' is int32 \[6\], found float32 \[6\]/);
    expect(run({ weights: tf.zeros([6]) })).toThrow(
      /Unknown input of 'train': weights. Expected images, labels, learningRate/,
    );
    expect(run({ learningRate: 0.1 })).toThrow(/a tensor for each input of 'train' at 'learningRate', found 0.1/);
    const { images, labels } = fed;
    expect(() => session.run('train', { images, labels } as never)).toThrow(/Missing input of 'train': learningRate/);
    expect(() => session.run('test' as 'train', fed)).toThrow(/no function 'test'. The functions are train, evaluate/);
    session.dispose();
  });

  itNative('reads and writes all variables', async () => {
    const session = await trace(smallNet());
    const start = session.read();
    const first = session.run('train', batch(1)).loss.dataSync()[0];
    const trained = session.read();
    expect(trained.params.weights.dataSync()).not.toEqual(start.params.weights.dataSync());
    session.write(start);
    expect(session.run('train', batch(1)).loss.dataSync()[0]).toBe(first);
    // What was read is a value: it does not follow the variable.
    expect(session.read().params.weights.dataSync()).toEqual(trained.params.weights.dataSync());
    session.dispose();
  });

  itNative('checks what is written', async () => {
    const session = await trace(smallNet());
    const { params, velocity } = session.read();
    expect(() => session.write({ params } as never)).toThrow(/Missing variable: velocity\/kernel, velocity\/weights/);
    const short = { ...params, bias: tf.zeros([2]) as tf.Tensor1D };
    expect(() => session.write({ params: short, velocity })).toThrow(
      /'params\/bias' is float32 \[5\], found float32 \[2\]/,
    );
    session.dispose();
  });

  itNative('says which function TensorFlow failed at', async () => {
    const session = await trace({
      variables: { table: tf.tensor1d([1, 2, 3]) },
      functions: {
        look: {
          inputs: { index: { shape: [1], dtype: 'int32' as const } },
          step: ({ index }: { index: tf.Tensor1D }, { table }: { table: tf.Tensor1D }) => ({
            outputs: { value: tf.gather(table, index) },
          }),
        },
      },
    });
    const look = (index: number) => session.run('look', { index: tf.tensor1d([index], 'int32') }).value.dataSync()[0];
    expect(look(2)).toBe(3);
    expect(() => look(3)).toThrow(code('run-failed'));
    expect(() => look(3)).toThrow(/TensorFlow failed at 'look': .*3 is not in \[0, 3\)/s);
    expect(look(0)).toBe(1);
    session.dispose();
  });

  itNative('refuses to work once disposed of', async () => {
    const session = await trace(smallNet());
    session.dispose();
    session.dispose();
    expect(() => session.run('train', batch(1))).toThrow(code('disposed'));
    expect(() => session.read()).toThrow(/disposed of/);
  });

  itNative('refuses to work while another backend is current, whose tensors its results would seem to be', async () => {
    const session = await trace(smallNet());
    await tf.setBackend('cpu');
    expect(() => session.read()).toThrow(code('wrong-backend'));
    await tf.setBackend('tensorflow');
    expect(session.read().params.bias.shape).toEqual([5]);
    session.dispose();
  });

  itNative('opens a recording that came from elsewhere, with other first values', async () => {
    const definition = smallNet();
    const { savedModel, ...rest } = recordGraph(definition);
    const recording = structuredClone({ savedModel, ...rest });
    const doubled = {
      ...definition.variables.params,
      bias: tf.mul(definition.variables.params.bias, 2) as tf.Tensor1D,
    };
    const session = await openSession(recording, { ...definition.variables, params: doubled });
    expect(session.read().params.bias.dataSync()).toEqual(doubled.bias.dataSync());
    expect(session.run('train', batch(1)).loss.dataSync()[0]).toBeGreaterThan(0);
    session.dispose();
    const open = openSession({ ...recording, savedModel: savedModel.slice(1) }, definition.variables);
    await expect(open).rejects.toThrow(code('load-failed'));
  });
});
