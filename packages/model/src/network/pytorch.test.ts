import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { matchTensors } from '../checkpoint/match-tensors';
import { readSafetensors } from '../checkpoint/read-safetensors';
import type { Safetensors } from '../checkpoint/safe-tensor';
import type { ModelOptions } from '../config/model-config';
import { fold } from '../fold/fold';
import { ENGINES, itOn } from '../testing/engines';
import { largestDifference } from '../testing/numbers';
import { buildNetwork } from './build-network';

/** Whole networks that PyTorch computed in float64: fixtures/make-pytorch-networks.py. */
const file = (name: string): string => join(__dirname, '..', 'fixtures', `pytorch-${name}.safetensors`);

const OTHERS = /^(moved\/.*|input|trained|evaluated)$/;

async function load(name: string) {
  const { tensors, metadata } = await readSafetensors(file(name));
  const network = buildNetwork(JSON.parse(metadata.config ?? '{}') as ModelOptions);
  const own: Safetensors['tensors'] = new Map([...tensors].filter(([key]) => !OTHERS.test(key)));
  const parameters = matchTensors(file(name), { tensors: own }, network.specs);
  const numbers = (key: string): ArrayLike<number> => tensors.get(key)?.data ?? [];
  const { shape = [], data = [] } = tensors.get('input') ?? {};
  return { network, parameters, numbers, input: tf.tensor(data, [...shape], 'float32') };
}

describe.each(ENGINES)('a network of PyTorch on the %s engine', (engine) => {
  for (const name of ['bottleneck', 'basic']) {
    itOn(engine, `${name}: has the parameters, embeddings and moving averages that PyTorch has`, async () => {
      const { network, parameters, numbers, input } = await load(name);
      const trained = network.forward(parameters, input, { training: true });
      expect(largestDifference(trained.embeddings.dataSync(), numbers('trained'))).toBeLessThan(2e-5);
      expect(Object.keys(trained.moving)).toEqual(
        network.specs.flatMap((s) => (s.kind.startsWith('moving') ? s.name : [])),
      );
      for (const [key, value] of Object.entries(trained.moving)) {
        expect({ key, close: largestDifference(value.dataSync(), numbers(`moved/${key}`)) < 2e-5 }).toEqual({
          key,
          close: true,
        });
      }
      const { embeddings } = network.forward(parameters, input, { training: false });
      expect(largestDifference(embeddings.dataSync(), numbers('evaluated'))).toBeLessThan(1e-4);
      const folded = fold(network, parameters);
      const embedded = folded.embed(input);
      expect(largestDifference(embedded.dataSync(), numbers('evaluated'))).toBeLessThan(1e-4);
      folded.dispose();
      tf.dispose([parameters, input, embeddings, embedded, trained.embeddings, trained.moving]);
    });
  }
});
