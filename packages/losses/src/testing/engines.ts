import { chooseEngine } from '@fairface/engine';
import * as tf from '@tensorflow/tfjs';

export type TestedEngine = 'native' | 'wasm';

/** The engines every formula is checked on. */
export const engines: readonly TestedEngine[] = ['native', 'wasm'];

/**
 * Computes tensors on an engine and gives their numbers; undefined, and says so, where the native engine is not
 * installed. Fails where the computation leaves a tensor behind.
 */
export async function computeOn<Name extends string>(
  engine: TestedEngine,
  compute: () => Record<Name, tf.Tensor>,
): Promise<Record<Name, number[]> | undefined> {
  if (!(await startEngine(engine))) return undefined;
  const before = tf.memory().numTensors;
  const tensors = tf.tidy(compute);
  const names = Object.keys(tensors) as Name[];
  const numbers = names.map((name) => [name, [...tensors[name].dataSync()]] as const);
  tf.dispose(tensors);
  expect(tf.memory().numTensors).toBe(before);
  return Object.fromEntries(numbers) as Record<Name, number[]>;
}

export async function startEngine(engine: TestedEngine): Promise<boolean> {
  try {
    await chooseEngine({ engine });
    return true;
  } catch (error) {
    if (engine !== 'native') throw error;
    console.warn(`SKIPPED on the native engine: ${String(error)}`);
    return false;
  }
}
