import * as tf from '@tensorflow/tfjs';

/** The same nesting of plain objects with every tensor replaced; paths join names with '/'. */
export function mapTensors<T>(tree: T, map: (tensor: tf.Tensor, path: string) => tf.Tensor, path = ''): T {
  if (tree instanceof tf.Tensor) return map(tree, path) as T & tf.Tensor;
  const below = (name: string): string => (path === '' ? name : `${path}/${name}`);
  return Object.fromEntries(
    Object.entries(tree as object).map(([name, child]) => [name, mapTensors(child, map, below(name))]),
  ) as T;
}

/** All tensors of a nesting of plain objects, by path: `parameters/stem/kernel`. */
export function flattenTensors(tree: unknown): Map<string, tf.Tensor> {
  const tensors = new Map<string, tf.Tensor>();
  mapTensors(tree, (tensor, path) => {
    tensors.set(path, tensor);
    return tensor;
  });
  return tensors;
}
