import { eagerTrainer } from './eager-trainer';
import { tracedTrainer } from './traced-trainer';
import type { TrainState } from './train-state';
import type { Trainer } from './trainer';
import type { TrainStep } from './train-step';

export interface TrainerOptions {
  readonly trainStep: TrainStep;
  /** Where to start from. Copied: it stays the caller's, and may be disposed of. */
  readonly state: TrainState;
  /**
   * Whether to record the step into one TensorFlow graph, which needs the native engine: faster, and less memory. Without
   * it the step runs operation by operation, on any engine, to the same numbers.
   * @default false
   */
  readonly traced?: boolean;
  /** Rows that are embedded at once. @default 32 */
  readonly embedRows?: number;
}

/**
 * Starts a training from a state.
 *
 * @throws TraceError where `traced` is asked for and the current backend is not the native one.
 */
export async function openTrainer({
  trainStep,
  state,
  traced = false,
  embedRows = 32,
}: TrainerOptions): Promise<Trainer> {
  return traced ? tracedTrainer(trainStep, state, embedRows) : eagerTrainer(trainStep, state, embedRows);
}
