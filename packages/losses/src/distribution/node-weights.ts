import type { DivergenceConstraint } from './constraints';

/** How much every node counts in a divergence, [nodes]; undefined where all count alike. */
export function nodeWeights(tail: DivergenceConstraint['tail'], positions: readonly number[]): number[] | undefined {
  if (tail === undefined || tail === null) return undefined;
  if ('rate' in tail) {
    // Relative to the largest, which cancels: no rate overflows.
    const top = Math.max(...positions.map((t) => tail.rate * t));
    const powers = positions.map((t) => Math.exp(tail.rate * t - top));
    const mean = powers.reduce((sum, power) => sum + power, 0) / powers.length;
    return powers.map((power) => power / mean);
  }
  // Node positions are rounded sums: a threshold that names a node means that node.
  return positions.map((t) => (t >= tail.from - 1e-9 ? 1 : (tail.below ?? 0)));
}
