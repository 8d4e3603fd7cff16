import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { buildNetwork } from '../network/build-network';
import type { TensorRecord } from '../network/parameter-spec';
import { itOn } from '../testing/engines';
import { livelyParameters } from '../testing/numbers';
import { temporaryFolder } from '../testing/temporary-folder';
import { loadModel } from './load-model';
import { defaultPreprocessing } from './model-preprocessing';
import { readSafetensors } from './read-safetensors';
import type { SafeTensor } from './safe-tensor';
import { saveModel } from './save-model';
import { writeSafetensors } from './write-safetensors';

const root = temporaryFolder();
const network = buildNetwork({ preset: 'tiny', inputSize: 8, widthMultiplier: 0.5 });
const preprocessing = defaultPreprocessing(8);
const provenance = { steps: 3, data: ['a.list'] };
let made = 0;

async function saved(parameters: TensorRecord = livelyParameters(network, 1)): Promise<string> {
  const folder = join(root, `model-${(made += 1)}`);
  await saveModel(folder, { network, parameters, preprocessing, provenance });
  tf.dispose(parameters);
  return folder;
}

/** Changes the weights file and forgets its hash, as somebody would who did it on purpose. */
async function rewrite(folder: string, change: (tensors: Map<string, SafeTensor>) => void) {
  const file = join(folder, 'model.safetensors');
  const { tensors, metadata } = await readSafetensors(file);
  change(tensors);
  await writeSafetensors(file, tensors, metadata);
  await edit(folder, (description) => delete description.sha256);
}

async function edit(folder: string, change: (description: Record<string, unknown>) => void): Promise<void> {
  const file = join(folder, 'model.json');
  const description = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  change(description);
  await writeFile(file, JSON.stringify(description));
}

const failure = (folder: string) =>
  loadModel(folder).then(
    () => 'loaded',
    (error: Error) => error.message,
  );

describe('loadModel', () => {
  itOn('wasm', 'gives back what was saved', async () => {
    const parameters = livelyParameters(network, 1);
    const numbers = Object.entries(parameters).map(([name, tensor]) => [name, [...tensor.dataSync()]]);
    const before = tf.memory().numTensors;
    const folder = join(root, 'whole');
    await saveModel(folder, { network, parameters, preprocessing, provenance });
    const model = await loadModel(folder, { expect: { preset: 'tiny', inputSize: 8, widthMultiplier: 0.5 } });
    expect(Object.entries(model.parameters).map(([name, tensor]) => [name, [...tensor.dataSync()]])).toEqual(numbers);
    expect(model).toMatchObject({ preprocessing, provenance });
    expect(model.network.config).toEqual(network.config);
    tf.dispose(model.parameters);
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose(parameters);
  });

  itOn('wasm', 'names a missing, an extra and a misshapen tensor, with the file', async () => {
    const missing = await saved();
    await rewrite(missing, (tensors) => tensors.delete('stem/conv/kernel'));
    expect(await failure(missing)).toContain(`${missing}/model.safetensors: lacks the tensor 'stem/conv/kernel'`);
    const extra = await saved();
    await rewrite(extra, (tensors) =>
      tensors.set('head/weights', { shape: [1], dtype: 'F32', data: new Float32Array(1) }),
    );
    expect(await failure(extra)).toContain(`${extra}/model.safetensors: holds the tensor 'head/weights'`);
    const shape = await saved();
    await rewrite(shape, (tensors) =>
      tensors.set('stage1/unit1/bn1/beta', { shape: [3], dtype: 'F32', data: new Float32Array(3) }),
    );
    expect(await failure(shape)).toMatch(/'stage1\/unit1\/bn1\/beta' has another shape.*expected \[8\]; found \[3\]/);
  });

  itOn('wasm', 'notices the weights of another preset, and those of another save', async () => {
    const folder = await saved();
    const other = join(root, 'other');
    const adapter = buildNetwork({ preset: 'adapter', inputDimension: 4 });
    await saveModel(other, { network: adapter, parameters: adapter.initialise(1), preprocessing });
    await copyFile(join(other, 'model.safetensors'), join(folder, 'model.safetensors'));
    expect(await failure(folder)).toContain(
      'the weights of another preset than model.json beside it says; expected tiny; found adapter',
    );
    const later = await saved(livelyParameters(network, 2));
    const earlier = await saved();
    await copyFile(join(later, 'model.safetensors'), join(earlier, 'model.safetensors'));
    const before = tf.memory().numTensors;
    await expect(loadModel(earlier)).rejects.toMatchObject({ code: 'mixed-model' });
    expect(tf.memory().numTensors).toBe(before);
  });

  itOn('wasm', 'says in which field a model is another than expected', async () => {
    const folder = await saved();
    const wrong = loadModel(folder, { expect: { preset: 'tiny', inputSize: 16, widthMultiplier: 0.5 } });
    await expect(wrong).rejects.toThrow('model.inputSize is another than expected; expected 16; found 8');
    await expect(loadModel(folder, { expect: { preset: 'adapter' } })).rejects.toThrow('model.preset is another');
  });

  itOn('wasm', 'names the file that is cut, missing or wrong', async () => {
    const folder = await saved();
    const file = join(folder, 'model.safetensors');
    await writeFile(file, (await readFile(file)).subarray(0, -5));
    await expect(loadModel(folder)).rejects.toMatchObject({ code: 'truncated', file });
    await rm(file);
    await expect(loadModel(folder)).rejects.toMatchObject({ code: 'missing-file', file });
    await mkdir(file);
    await expect(loadModel(folder)).rejects.toMatchObject({ code: 'not-a-file', file });
    await edit(folder, (description) => (description.preprocessing = { ...preprocessing, inputSize: 9 }));
    expect(await failure(folder)).toContain(
      'preprocessing.inputSize is not the size that the network sees; expected 8; found 9',
    );
    await edit(folder, (description) => (description.preprocessing = { ...preprocessing, channelOrder: 'bgra' }));
    expect(await failure(folder)).toContain('model.json: preprocessing.channelOrder');
    await writeFile(join(folder, 'model.json'), '{');
    expect(await failure(folder)).toContain('model.json: is no JSON');
    await expect(loadModel(root)).rejects.toMatchObject({ code: 'not-a-model' });
  });
});
