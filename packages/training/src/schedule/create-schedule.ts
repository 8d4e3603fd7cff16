/** How the learning rate goes with the steps. */
export interface ScheduleOptions {
  /** `step` falls at milestones, `polynomial` and `cosine` fall to `end` at the last step. @default 'constant' */
  readonly type?: 'constant' | 'step' | 'polynomial' | 'cosine';
  /** The highest rate, reached after warm-up; above 0. */
  readonly learningRate: number;
  /** Rate at and after `steps` (polynomial, cosine). @default 0 */
  readonly end?: number;
  /** Steps of the whole training, warm-up included; `polynomial` and `cosine` need it. */
  readonly steps?: number;
  /** Exponent of `polynomial`. @default 1 */
  readonly power?: number;
  /** Steps from which on the rate is multiplied by `gamma` once more (step); counted from 0, warm-up included. @default [] */
  readonly milestones?: readonly number[];
  /** Factor at each milestone (step). @default 0.1 */
  readonly gamma?: number;
  /** Steps of linear rise. @default 0 */
  readonly warmupSteps?: number;
  /** First rate of the rise: `first` gives step t the rate (t + 1) / warmupSteps, `zero` t / warmupSteps. @default 'first' */
  readonly warmupFrom?: 'first' | 'zero';
}

/** The learning rate of a step, counted from 0. */
export type Schedule = (step: number) => number;

/**
 * The learning rate as a pure function of the step's number. With W warm-up steps, p = (t - W) / (steps - W) held in
 * [0, 1]: polynomial end + (learningRate - end)(1 - p)^power; cosine end + (learningRate - end)(1 + cos(pi p)) / 2
 * (Loshchilov and Hutter 2017, equation 5, without restarts).
 *
 * @throws RangeError where a number is out of its range, or `steps` is missing or not above the warm-up.
 */
export function createSchedule(options: ScheduleOptions): Schedule {
  checkSchedule(options);
  const { learningRate, warmupSteps = 0, warmupFrom = 'first' } = options;
  const first = warmupFrom === 'first' ? 1 : 0;
  const after = decay(options);
  return (step) => (step < warmupSteps ? (learningRate * (step + first)) / warmupSteps : after(step));
}

function decay(options: ScheduleOptions): Schedule {
  const { type = 'constant', learningRate, end = 0, steps = 0, power = 1, warmupSteps = 0 } = options;
  const { milestones = [], gamma = 0.1 } = options;
  const progress = (step: number): number => Math.min(1, (step - warmupSteps) / (steps - warmupSteps));
  const between = (part: number): number => end + (learningRate - end) * part;
  switch (type) {
    case 'constant':
      return () => learningRate;
    case 'step':
      return (step) => learningRate * gamma ** milestones.filter((milestone) => milestone <= step).length;
    case 'polynomial':
      return (step) => between((1 - progress(step)) ** power);
    case 'cosine':
      return (step) => between((1 + Math.cos(Math.PI * progress(step))) / 2);
  }
}

function checkSchedule(options: ScheduleOptions): void {
  const { type = 'constant', learningRate, end = 0, steps, warmupSteps = 0, power = 1, gamma = 0.1 } = options;
  expect(learningRate > 0 && Number.isFinite(learningRate), 'learningRate above 0', learningRate);
  expect(end >= 0 && end <= learningRate, `end between 0 and learningRate (${learningRate})`, end);
  expect(warmupSteps >= 0 && Number.isInteger(warmupSteps), 'warmupSteps as a whole number of at least 0', warmupSteps);
  expect(power > 0, 'power above 0', power);
  expect(gamma > 0, 'gamma above 0', gamma);
  if (type === 'constant' || type === 'step') return;
  expect(Number.isInteger(steps) && Number(steps) > warmupSteps, `steps above warmupSteps (${warmupSteps})`, steps);
}

function expect(holds: boolean, expected: string, found: number | undefined): void {
  if (!holds) throw new RangeError(`The schedule: expected ${expected}, found ${found}.`);
}
