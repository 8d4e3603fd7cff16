import { buildNetwork } from './build-network';
import { countParameters } from './count-parameters';

const count = (options: Parameters<typeof buildNetwork>[0]) => countParameters(buildNetwork(options));

describe('countParameters', () => {
  it('counts what an independent PyTorch network of the same layers has', () => {
    // sum(p.numel() for p in network(size, layers).parameters()) for (248, (3, 4, 23, 4)) and (112, (3, 4, 6, 3)).
    expect(count({ preset: 'resnet101-se' }).trainable).toBe(118_630_976);
    expect(count({ preset: 'resnet50-se' }).trainable).toBe(43_551_296);
  });

  it('counts the README numbers', () => {
    expect(count({ preset: 'tiny' })).toEqual({ trainable: 147_568, total: 150_832 });
    expect(count({ preset: 'resnet18-se' })).toEqual({ trainable: 15_526_720, total: 15_561_152 });
    expect(count({ preset: 'resnet50-se' })).toEqual({ trainable: 43_551_296, total: 43_724_736 });
    expect(count({ preset: 'resnet101-se' })).toEqual({ trainable: 118_630_976, total: 119_107_520 });
    expect(count({ preset: 'adapter' })).toEqual({ trainable: 16_512, total: 16_640 });
  });

  it('counts by hand: W, b and the mean of an adapter, and two layers with slopes of a hidden one', () => {
    expect(count({ preset: 'adapter', inputDimension: 10 })).toEqual({ trainable: 110, total: 120 });
    const hidden = { preset: 'adapter', inputDimension: 10, hidden: 4, activation: 'prelu' } as const;
    expect(count(hidden)).toEqual({ trainable: 10 * 4 + 4 + 4 + 4 * 10 + 10, total: 108 });
  });

  it('gets about twice the width squared', () => {
    const wide = count({ preset: 'resnet50-se', widthMultiplier: 2 }).trainable;
    expect(wide / count({ preset: 'resnet50-se' }).trainable).toBeGreaterThan(3);
  });
});
