import type { MultiBranchLoss } from '@fairface/losses';
import type { Network } from '@fairface/model';
import type { Optimiser } from '../optimiser/optimiser';
import { headName } from './batch-gradients';
import type { BatchLayout } from './batch-layout';

type Shapes = Readonly<Record<string, readonly number[]>>;

/** Shapes of class weights by branch, and of the optimiser's state. */
export interface HeadShapes {
  readonly heads: Shapes;
  readonly optimiser: Shapes;
}

export interface StateShapes {
  /** What the state holds: [embedding, classes]. */
  readonly held: HeadShapes;
  /** What a step is fed with, of branches with sampled classes: [classes that are seen, embedding]. */
  readonly sampled: HeadShapes;
}

export interface ShapeParts {
  readonly network: Network;
  readonly loss: MultiBranchLoss;
  readonly layout: BatchLayout;
  readonly optimiser: Optimiser;
  /** Names of what is trained. */
  readonly trained: readonly string[];
}

/**
 * Shapes of all that a step changes but the network's parameters.
 *
 * @throws RangeError where the loss lacks a branch.
 */
export function stateShapes({ network, loss, layout, optimiser, trained }: ShapeParts): StateShapes {
  const heads = layout.branches.map(({ name, classes, sample }) => {
    const head = loss.heads[name];
    if (head === undefined) throw new RangeError(`The loss has no branch '${name}'.`);
    const shape = head.weightShape(network.embedding, sample ?? classes);
    return { name, isSampled: sample !== undefined, shape: sample === undefined ? shape : shape.reverse() };
  });
  const shapes = new Map<string, readonly number[]>([
    ...network.specs.map(({ name, shape }) => [name, shape] as const),
    ...heads.map(({ name, shape }) => [headName(name), shape] as const),
  ]);
  const slots = Object.entries(
    optimiser.stateShapes(Object.fromEntries(trained.map((name) => [name, shapes.get(name) ?? []]))),
  );
  const ofSampled = heads.filter(({ isSampled }) => isSampled).map(({ name }) => `/${headName(name)}`);
  const of = (sampled: boolean): HeadShapes => ({
    heads: Object.fromEntries(
      heads.filter(({ isSampled }) => isSampled === sampled).map(({ name, shape }) => [name, shape]),
    ),
    optimiser: Object.fromEntries(
      slots.filter(([name]) => ofSampled.some((ending) => name.endsWith(ending)) === sampled),
    ),
  });
  return { held: of(false), sampled: of(true) };
}
