import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { loadWeights } from './load-weights';

const folder = join(require.resolve('@vladmandic/face-api/package.json'), '..', 'model');

describe('loadWeights', () => {
  beforeAll(() => tf.setBackend('cpu'));

  it('reads weights by name, names a missing one, and frees them', async () => {
    const before = tf.memory().numTensors;
    const weights = await loadWeights(folder, 'face_landmark_68_model');
    expect(weights.get('fc/weights').shape).toEqual([256, 136]);
    expect(() => weights.get('fc/nothing')).toThrow('expected the weight fc/nothing; found none');
    weights.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('says which file is missing', async () => {
    await expect(loadWeights(folder, 'nothing')).rejects.toThrow('nothing-weights_manifest.json');
  });
});
