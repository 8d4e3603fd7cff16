import * as tf from '@tensorflow/tfjs';
import type { TensorSpec } from '@fairface/trace';

/**
 * Checks a nesting of tensors against one of tensors or specifications.
 *
 * @throws Error naming what is missing, unknown, or of another shape or type.
 */
export function checkTensors(what: string, expected: unknown, found: unknown): void {
  const [wanted, given] = [leaves(expected), leaves(found)];
  for (const [path, { shape, dtype = 'float32' }] of wanted) {
    const tensor = given.get(path);
    if (tensor === undefined) throw new Error(`Missing ${what}: ${path}.`);
    const [type, own] = [`${dtype} [${shape}]`, `${tensor.dtype ?? 'float32'} [${tensor.shape}]`];
    if (type !== own) throw new Error(`The ${what} '${path}': expected ${type}, found ${own}.`);
  }
  const unknown = [...given.keys()].find((path) => !wanted.has(path));
  if (unknown !== undefined) throw new Error(`Unknown ${what}: ${unknown}.`);
}

function leaves(tree: unknown, path = ''): Map<string, TensorSpec> {
  if (tree instanceof tf.Tensor || isSpec(tree)) return new Map([[path, tree]]);
  return new Map(
    Object.entries(tree as object).flatMap(([name, child]) => [
      ...leaves(child, path === '' ? name : `${path}/${name}`),
    ]),
  );
}

const isSpec = (node: unknown): node is TensorSpec =>
  typeof node === 'object' && node !== null && 'shape' in node && Array.isArray(node.shape);
