/**
 * How many classes a step sees of a head.
 *
 * @param sample as in the configuration: up to 1 a share, from 2 on a number
 * @returns `undefined` where it sees all, and nothing is sampled
 */
export function sampledClasses(sample: number | undefined, classes: number): number | undefined {
  return sample === undefined || sample > 1 ? sample : Math.ceil(sample * classes);
}
