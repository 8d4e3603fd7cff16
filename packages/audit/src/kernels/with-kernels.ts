import { KernelMemory } from './kernel-memory';

/** Runs `work` with the programs and memory that this thread keeps; see `KernelMemory`. */
export function withKernels<T>(work: (kernels: KernelMemory) => T): T {
  kept ??= new KernelMemory();
  return kept.within(work);
}

let kept: KernelMemory | undefined;
