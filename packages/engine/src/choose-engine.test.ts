import * as tf from '@tensorflow/tfjs';
import { chooseEngine } from './choose-engine';
import { EngineError } from './engine-error';
import type { EngineName, EngineStarter } from './engine-name';
import { nativeIsInstalled } from './testing/engines';

const works =
  (about: string, device: 'cpu' | 'gpu' = 'cpu'): EngineStarter =>
  async () => ({ version: '1.0', device, about });
const fails =
  (what: string): EngineStarter =>
  async () => {
    throw new EngineError('not-installed', what, { next: 'Run `fairface engine install`.' });
  };
const all = (native: EngineStarter, wasm = works('WebAssembly')): Record<EngineName, EngineStarter> => ({
  native,
  wasm,
  cpu: works('JavaScript'),
});

describe('chooseEngine', () => {
  it('takes the native engine where it runs', async () => {
    expect(await chooseEngine({ engine: 'auto' }, all(works('TensorFlow on the CPU')))).toEqual({
      name: 'native',
      version: '1.0',
      device: 'cpu',
      reason: 'TensorFlow on the CPU, the fastest engine.',
      tried: [{ name: 'native', ok: true, why: 'TensorFlow on the CPU' }],
    });
  });

  it('goes on to the next engine and says why', async () => {
    const chosen = await chooseEngine({ engine: 'auto' }, all(fails('It is not installed.')));
    expect(chosen).toMatchObject({
      name: 'wasm',
      tried: [
        { name: 'native', ok: false },
        { name: 'wasm', ok: true },
      ],
    });
    expect(chosen.reason).toBe(
      'WebAssembly, because native cannot run (It is not installed. Run `fairface engine install`.)',
    );
  });

  it('comes to plain JavaScript last', async () => {
    const chosen = await chooseEngine({ engine: 'auto' }, all(fails('No.'), fails('No.')));
    expect(chosen.tried.map(({ name, ok }) => [name, ok])).toEqual([
      ['native', false],
      ['wasm', false],
      ['cpu', true],
    ]);
  });

  it('throws where a forced engine cannot run, with what to do next', async () => {
    const forced = chooseEngine({ engine: 'native' }, all(fails('It is not installed.')));
    await expect(forced).rejects.toMatchObject({
      code: 'not-installed',
      message: expect.stringContaining('fairface engine install'),
    });
  });

  it('refuses the CPU where a GPU was asked for', async () => {
    const device = 'gpu';
    await expect(chooseEngine({ engine: 'native', device }, all(works('TensorFlow')))).rejects.toMatchObject({
      code: 'no-gpu',
    });
    await expect(chooseEngine({ engine: 'auto', device }, all(works('TensorFlow')))).rejects.toMatchObject({
      code: 'no-gpu',
    });
    expect(await chooseEngine({ engine: 'auto', device }, all(works('TensorFlow', 'gpu')))).toMatchObject({
      device: 'gpu',
    });
  });

  it('names the engines there are when asked for another', async () => {
    const engine = 'webgl' as EngineName;
    await expect(chooseEngine({ engine })).rejects.toThrow(
      "There is no engine 'webgl'. Choose one of auto, native, wasm, cpu.",
    );
  });

  it('does not hide an error that is no engine’s', async () => {
    const broken: EngineStarter = () => Promise.reject(new TypeError('a defect'));
    await expect(chooseEngine({ engine: 'auto' }, all(broken))).rejects.toThrow(TypeError);
  });

  it.each(['wasm', 'cpu'] as const)('really starts %s', async (engine) => {
    const chosen = await chooseEngine({ engine });
    expect(chosen).toMatchObject({ name: engine, device: 'cpu', version: expect.stringContaining('4.22.0') });
    expect(tf.getBackend()).toBe(engine);
    expect([...(await tf.add([1, 2], [3, 4]).data())]).toEqual([4, 6]);
  });

  it('really starts the native engine', async () => {
    if (!nativeIsInstalled()) return;
    const chosen = await chooseEngine({ engine: 'native' });
    expect(chosen.version).toMatch(/^TensorFlow \d+\.\d+/);
    expect(chosen.reason).toContain(`on the ${chosen.device.toUpperCase()}`);
    expect(tf.getBackend()).toBe('tensorflow');
    const product = tf.matMul(tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]]));
    expect([...(await product.data())]).toEqual([11]);
  });
});
