import { presets } from './presets';
import { resolveModel } from './resolve-model';

describe('resolveModel', () => {
  it.each(presets)('resolves %s to what resolves to itself and survives JSON', (preset) => {
    const config = resolveModel({ preset });
    expect(resolveModel(JSON.parse(JSON.stringify(config)) as typeof config)).toEqual(config);
  });

  it('gives the reference its network', () => {
    expect(resolveModel({ preset: 'resnet101-se' })).toMatchObject({
      inputSize: 248,
      embedding: 512,
      unit: 'bottleneck',
      stem: { kernel: 7, stride: 2, channels: 64, pool: true },
      stages: [
        { units: 3, channels: 256, stride: 1, excitation: false },
        { units: 4, channels: 512, stride: 2, excitation: false },
        { units: 23, channels: 1024, stride: 2, excitation: false },
        { units: 4, channels: 2048, stride: 2, excitation: true },
      ],
      padding: 'symmetric',
      activation: 'leaky-relu',
    });
  });

  it('takes what is given and passes over what is undefined', () => {
    const config = resolveModel({ preset: 'tiny', embedding: 16, inputSize: undefined });
    expect(config).toMatchObject({ embedding: 16, inputSize: 32 });
  });

  it.each([
    [{ preset: 'resnet99' }, /no such model preset; expected adapter, tiny, .*; found resnet99/],
    [{ preset: 'tiny', inputsize: 3 }, /model: Unrecognized key: "inputsize"/],
    [{ preset: 'tiny', padding: 'valid' }, /model\.padding: .*"symmetric"/],
    [{ preset: 'tiny', widthMultiplier: 0 }, /model\.widthMultiplier: /],
    [{ preset: 'adapter', inputSize: 32 }, /model: Unrecognized key: "inputSize"/],
    [
      { preset: 'tiny', stages: [{ units: 1, channels: 8, stride: 3, excitation: true }] },
      /model\.stages\.0\.stride: /,
    ],
  ])('refuses %j, naming the field', (options, message) => {
    expect(() => resolveModel(options as never)).toThrow(message);
  });
});
