import * as tf from '@tensorflow/tfjs';
import { chooseEngine } from '@fairface/engine';
import { createMultiBranchLoss } from '@fairface/losses';
import { buildNetwork } from '@fairface/model';
import type { TensorRecord } from '../optimiser/optimiser';
import { EVERY_TERM, NETWORKS, randomBatch, smallStep } from '../testing/small-trainings';
import { batchGradients, type BatchGradients, type Forward } from './batch-gradients';
import { chunkedGradients } from './chunked-gradients';
import { stepInputs } from './step-inputs';
import { flattenTensors } from './tensor-tree';

type Name = keyof typeof NETWORKS;

/** Gradients of every term at once, of the same batch and state, in so many parts. */
function gradientsIn(
  chunks: number,
  name: Name,
  training: boolean,
  forward: Forward = (parameters, inputs) => buildNetwork(NETWORKS[name]).forward(parameters, inputs, { training }),
): BatchGradients {
  const trainStep = smallStep(name);
  const parts = { forward, loss: createMultiBranchLoss(EVERY_TERM), layout: trainStep.layout };
  const state = trainStep.initialise(3);
  const trained: TensorRecord = Object.fromEntries(
    trainStep.trained.map((path) => {
      const tensor = state.parameters[path] ?? state.heads[path.replace('heads/', '')];
      return [path, tensor as tf.Tensor];
    }),
  );
  const step = { inputs: stepInputs(trainStep, randomBatch(trainStep, 7), 1), state, trained };
  return chunks === 0 ? batchGradients(parts, step) : chunkedGradients(parts, step, chunks);
}

/** Largest difference of a tensor, relative to the norm of all that it is compared with. */
function apart(found: BatchGradients['gradients'], expected: BatchGradients['gradients']): number {
  expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
  const flat = (record: TensorRecord): number[] =>
    Object.keys(expected).flatMap((name) => [...(record[name]?.dataSync() ?? [])]);
  const [own, other] = [flat(found), flat(expected)];
  return norm(own.map((value, i) => value - (other[i] ?? NaN))) / norm(other);
}

const norm = (values: readonly number[]): number => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));

describe('gradients in parts', () => {
  beforeAll(async () => void (await chooseEngine({ engine: 'wasm' })));

  it.each<[Name, number]>([
    ['adapter', 1],
    ['adapter', 3],
    ['adapter', 26],
    ['tiny', 4],
  ])('equal those of the whole batch where rows do not meet in the network: %s in %d', (name, chunks) => {
    const [whole, parts] = [gradientsIn(0, name, false), gradientsIn(chunks, name, false)];
    expect(apart(parts.gradients, whole.gradients)).toBeLessThan(1e-5);
    expect(parts.total.dataSync()[0]).toBeCloseTo(whole.total.dataSync()[0] ?? NaN, 3);
    const states = (found: BatchGradients) =>
      [...flattenTensors({ ...found.headStates, terms: found.terms }).values()].flatMap((t) => [...t.dataSync()]);
    expect(states(parts)).toEqual(states(whole).map((value) => expect.closeTo(value, 3)));
  });

  it.each<Name>(['tiny', 'resnet'])(
    'with batch norm of the batch, are those of one pass that normalises part by part: %s',
    (name) => {
      const chunks = 3;
      const network = buildNetwork(NETWORKS[name]);
      // The same function, the whole loss too, on one tape: rows 0, 3, 6 ... then 1, 4, 7 ... then 2, 5, 8 ..., put back in order.
      const byParts: Forward = (parameters, inputs) => {
        const rows = Array.from({ length: inputs.shape[0] ?? 0 }, (_, row) => row);
        const order = [0, 1, 2].map((part) => rows.filter((row) => row % chunks === part));
        let moving: TensorRecord = {};
        const embeddings = order.map((part) => {
          const found = network.forward({ ...parameters, ...moving }, tf.gather(inputs, part), { training: true });
          moving = found.moving;
          return found.embeddings;
        });
        const places = rows.map((row) => order.flat().indexOf(row));
        return { embeddings: tf.gather(tf.concat(embeddings), tf.tensor1d(places, 'int32')), moving };
      };
      const found = gradientsIn(chunks, name, true);
      const expected = gradientsIn(0, name, true, byParts);
      expect(apart(found.gradients, expected.gradients)).toBeLessThan(1e-5);
      expect(apart(found.moving, expected.moving)).toBeLessThan(1e-6);
      // It is another function than that of the whole batch.
      expect(apart(found.gradients, gradientsIn(0, name, true).gradients)).toBeGreaterThan(1e-2);
    },
  );
});
