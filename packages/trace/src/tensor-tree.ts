import { TraceError } from './trace-error';

/** Leaves in any nesting of plain objects and arrays. */
export type Tree<Leaf> = Leaf | readonly Tree<Leaf>[] | { readonly [name: string]: Tree<Leaf> };

/** How to know a leaf, and what to call it in messages: `a tensor among the outputs of 'train'`. */
export interface LeafKind<Leaf> {
  readonly is: (node: unknown) => node is Leaf;
  readonly called: string;
}

/**
 * The same nesting with every leaf replaced. A leaf's path joins the names above it with '/', as in `params/conv1/kernel`.
 *
 * @throws TraceError `wrong-input` where something is neither a leaf nor a plain object or array, or where two leaves
 * have the same path.
 */
export function mapTree<Leaf, Out>(
  tree: unknown,
  kind: LeafKind<Leaf>,
  map: (leaf: Leaf, path: string) => Out,
): Tree<Out> {
  const seen = new Set<string>();
  const visit = (node: unknown, path: string): Tree<Out> => {
    if (kind.is(node)) {
      if (seen.has(path)) throw new TraceError('wrong-input', `There are two '${path}' where one is ${kind.called}.`);
      seen.add(path);
      return map(node, path);
    }
    const below = (name: string | number): string => (path === '' ? `${name}` : `${path}/${name}`);
    if (Array.isArray(node)) return node.map((child, i) => visit(child, below(i)));
    if (isPlainObject(node)) {
      return Object.fromEntries(Object.entries(node).map(([name, child]) => [name, visit(child, below(name))]));
    }
    const where = path === '' ? '' : ` at '${path}'`;
    throw new TraceError('wrong-input', `Expected ${kind.called}${where}, found ${describe(node)}.`, {
      next: 'Tensors may be nested in arrays and plain objects.',
    });
  };
  return visit(tree, '');
}

/** The leaves by path, in the order of the tree. */
export function flattenTree<Leaf>(tree: unknown, kind: LeafKind<Leaf>): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  mapTree(tree, kind, (leaf, path) => leaves.set(path, leaf));
  return leaves;
}

/** Also of another realm, such as what structuredClone gives inside a vm. */
function isPlainObject(node: unknown): node is Record<string, unknown> {
  if (typeof node !== 'object' || node === null) return false;
  const prototype: unknown = Object.getPrototypeOf(node);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function describe(node: unknown): string {
  return typeof node === 'object' && node !== null ? node.constructor.name : String(node);
}
