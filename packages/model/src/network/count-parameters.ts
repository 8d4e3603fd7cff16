import type { Network } from './network';

export interface ParameterCount {
  /** Numbers that gradient steps change. */
  readonly trainable: number;
  /** Trainable numbers and moving averages. */
  readonly total: number;
}

/** How many numbers a network holds. */
export function countParameters({ specs }: Pick<Network, 'specs'>): ParameterCount {
  const size = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);
  const sum = (chosen: Network['specs']): number => chosen.reduce((total, { shape }) => total + size(shape), 0);
  return { trainable: sum(specs.filter(({ trainable }) => trainable)), total: sum(specs) };
}
