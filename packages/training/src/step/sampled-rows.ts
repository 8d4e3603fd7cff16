import type { HeadShapes } from './state-shapes';
import type { SampledRows, TrainState, TrainStateUpdate } from './train-state';

/** A state with the rows that a step is fed with in their places. */
export function joinSampled({ heads, optimiser, ...rest }: TrainState, sampled: SampledRows): TrainState {
  return { ...rest, heads: { ...heads, ...sampled.heads }, optimiser: { ...optimiser, ...sampled.optimiser } };
}

/** The other way round: what a step was fed with, as it is after it, and what the state holds. */
export function splitSampled(
  { heads, optimiser, ...rest }: TrainStateUpdate,
  shapes: HeadShapes,
): { sampled: SampledRows; rest: TrainStateUpdate } {
  const [ownHeads, ownOptimiser] = [apart(heads, shapes.heads), apart(optimiser, shapes.optimiser)];
  return {
    sampled: { heads: ownHeads.named, optimiser: ownOptimiser.named },
    rest: { ...rest, heads: ownHeads.others, optimiser: ownOptimiser.others },
  };
}

function apart<T>(record: Readonly<Record<string, T>>, names: object): Record<'named' | 'others', Record<string, T>> {
  const pick = (isNamed: boolean): Record<string, T> =>
    Object.fromEntries(Object.entries(record).filter(([name]) => name in names === isNamed));
  return { named: pick(true), others: pick(false) };
}
