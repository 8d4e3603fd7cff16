import { buildNetwork } from './build-network';
import { estimateMemory } from './estimate-memory';

const network = buildNetwork({ preset: 'resnet50-se' });
const megabytes = (batch: number, options: Parameters<typeof estimateMemory>[2]) =>
  estimateMemory(network, batch, options) / 1e6;

describe('estimateMemory', () => {
  it('is near what was measured of resnet50-se at 112 px, batch 64, as a graph', () => {
    // Whole process, 3,365 and 2,009 MB, of which about 300 are the engine itself.
    for (const [recompute, measured] of [
      [false, 3365 - 300],
      [true, 2009 - 300],
    ] as const) {
      const ratio = megabytes(64, { training: true, recompute }) / measured;
      expect(ratio).toBeGreaterThan(0.9);
      expect(ratio).toBeLessThan(1.1);
    }
  });

  it('grows with the batch by the maps alone', () => {
    const each = megabytes(2, { training: true }) - megabytes(1, { training: true });
    expect(megabytes(5, { training: true })).toBeCloseTo(megabytes(1, { training: true }) + 4 * each, 6);
  });

  it('is smallest for inference and smaller with recomputation', () => {
    const [inference, recomputed, kept] = [
      megabytes(16, { training: false }),
      megabytes(16, { training: true, recompute: true }),
      megabytes(16, { training: true }),
    ];
    expect(inference).toBeLessThan(recomputed);
    expect(recomputed).toBeLessThan(kept);
  });

  it('counts an adapter by hand: weights, gradients, velocities, four rows an item', () => {
    const adapter = buildNetwork({ preset: 'adapter', inputDimension: 10 });
    expect(estimateMemory(adapter, 2, { training: true })).toBe(4 * (120 + 2 * 110 + 2 * 4 * 10));
  });
});
