import { describeEngines } from './describe-engines';
import { EngineError } from './engine-error';
import type { EngineName } from './engine-name';
import { cacheFolder } from './install/cache-folder';
import type { EngineMeasurement } from './measure-engine';

const measured = (name: EngineName): EngineMeasurement => ({
  name,
  version: '1.0',
  device: 'cpu',
  about: 'a pretence',
  matMul: { size: 512, gflops: 10 },
  conv: { batch: 1, channels: 64, gflops: 20 },
});

describe('describeEngines', () => {
  it('gives each engine’s speed, or why it is missing and what to do', async () => {
    const report = await describeEngines(async (name) => {
      if (name === 'native') throw new EngineError('not-installed', 'It is not installed.', { next: 'Install it.' });
      return measured(name);
    });
    expect(report.engines).toEqual([
      { ok: false, name: 'native', why: 'It is not installed.', next: 'Install it.' },
      { ok: true, ...measured('wasm') },
      { ok: true, ...measured('cpu') },
    ]);
    expect(report.versions).toMatchObject({ node: process.version, tfjs: '4.22.0' });
    expect(report.machine.cores).toBeGreaterThan(0);
    expect(report.machine.memory.total).toBeGreaterThan(report.machine.memory.free);
    expect(report.cache.folder).toBe(cacheFolder());
  });

  it('does not hide a defect', async () => {
    await expect(describeEngines(() => Promise.reject(new TypeError('a defect')))).rejects.toThrow('a defect');
  });
});
