import * as tf from '@tensorflow/tfjs';
import { chooseEngine } from './choose-engine';
import { measureEngine } from './measure-engine';

describe('measureEngine', () => {
  it('measures an engine, puts the current one back and leaves no tensor behind', async () => {
    await chooseEngine({ engine: 'cpu' });
    const before = tf.memory().numTensors;
    const { name, matMul, conv, version } = await measureEngine('wasm');
    expect(name).toBe('wasm');
    expect(version).toContain('wasm');
    expect(matMul).toEqual({ size: 512, gflops: expect.any(Number) });
    expect(matMul.gflops).toBeGreaterThan(0);
    expect(conv.gflops).toBeGreaterThan(0);
    expect(tf.getBackend()).toBe('cpu');
    expect(tf.memory().numTensors).toBe(before);
  });
});
