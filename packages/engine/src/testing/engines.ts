import * as tf from '@tensorflow/tfjs';
import { findNodePackage } from '../install/node-package';
import { engineStarters } from '../engine-starters';
import type { EngineName } from '../engine-name';

/** Whether the native engine is installed here; says loudly what is left out where it is not. */
export function nativeIsInstalled(): boolean {
  const { ready } = findNodePackage();
  if (!ready) console.warn('SKIPPED: the native engine is not installed (node packages/engine/dist/ensure-native.js).');
  return ready;
}

/** Computes tensors with one engine and gives their numbers. */
export async function computeWith(name: EngineName, compute: () => tf.Tensor[]): Promise<number[][]> {
  await engineStarters[name]();
  const tensors = tf.tidy(compute);
  const numbers = await Promise.all(tensors.map(async (tensor) => [...(await tensor.data())]));
  tf.dispose(tensors);
  return numbers;
}

/** Numbers that repeat on every machine and engine, about -1 to 1. */
export function waves(shape: number[], phase: number): tf.Tensor {
  const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, (_, i) => Math.sin(i * 1.7 + phase));
  return tf.tensor(values, shape);
}

/** Largest difference, relative to the largest expected number. */
export function relativeError(found: readonly number[], expected: readonly number[]): number {
  if (found.length !== expected.length) return Infinity;
  const scale = Math.max(1e-6, ...expected.map(Math.abs));
  return Math.max(...expected.map((value, i) => Math.abs(value - (found[i] ?? NaN)))) / scale;
}
