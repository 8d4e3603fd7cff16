import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KernelMemory } from './kernel-memory';

describe('kernels.wasm and kernels.d.ts', () => {
  it('are what "npm run kernels" makes of the folder assembly', () => {
    const audit = join(__dirname, '..', '..');
    const folder = mkdtempSync(join(tmpdir(), 'kernels-'));
    try {
      const asc = join(audit, '..', '..', 'node_modules', 'assemblyscript', 'bin', 'asc.js');
      const out = join(folder, 'kernels.wasm');
      execFileSync(process.execPath, [asc, '--config', 'asconfig.json', '--outFile', out], { cwd: audit });
      for (const made of ['kernels.wasm', 'kernels.d.ts'])
        expect(readFileSync(join(folder, made)).equals(readFileSync(join(audit, made)))).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('KernelMemory', () => {
  it('keeps columns apart, at addresses where they may stand, while it grows', () => {
    const kernels = new KernelMemory();
    const first = kernels.place(Uint8Array.of(1, 2, 3));
    const second = kernels.place(Float64Array.of(0.5, -1));
    const far = kernels.room(1 << 20);
    kernels.bytes(far, 1 << 20).fill(9);
    expect([first % 16, second % 16, far % 16]).toEqual([0, 0, 0]);
    expect([...kernels.bytes(first, 3)]).toEqual([1, 2, 3]);
    expect([...kernels.doubles(second, 2)]).toEqual([0.5, -1]);
  });

  it('places the part of a memory that a column shows', () => {
    const kernels = new KernelMemory();
    const address = kernels.place(Int32Array.of(1, 2, 3, 4).subarray(1, 3));
    expect([...kernels.integers(address, 2)]).toEqual([2, 3]);
  });

  it('clears room that was in use before', () => {
    const kernels = new KernelMemory();
    const used = kernels.within(() => kernels.place(Uint8Array.of(1, 2, 3)));
    const cleared = kernels.cleared(2);
    expect(cleared).toBe(used);
    expect([...kernels.bytes(used, 3)]).toEqual([0, 0, 3]);
  });

  it('takes room back, also where the work fails', () => {
    const kernels = new KernelMemory();
    const inside = kernels.within(() => kernels.room(100));
    const fail = (): never => {
      kernels.room(50);
      throw new Error('failed');
    };
    expect(() => kernels.within(fail)).toThrow('failed');
    expect(kernels.room(1)).toBe(inside);
  });
});
