import { type AttrValue, shapeMessage } from './attributes';
import { DATA_TYPES } from './data-type';

/** One operation. Inputs are `name` (first output), `name:1` (second), or `^name` (only after it). */
export interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
  readonly attributes: Readonly<Record<string, AttrValue>>;
}

/** A constant that the graph carries. */
export interface GraphConstant {
  readonly name: string;
  readonly dtype: 'float32' | 'int32' | 'bool';
  readonly shape: readonly number[];
  readonly bytes: number;
}

type ConstantType = Pick<GraphConstant, 'dtype' | 'shape'>;

/** Constants up to this size are stored once for equal values: most are shapes and axes. */
const SHARED_BYTES = 1024;

/** A TensorFlow graph being built. */
export class Graph {
  private readonly nodes = new Map<string, GraphNode>();
  private readonly shared = new Map<string, string>();
  private readonly constantsByName = new Map<string, GraphConstant>();

  /** Adds an operation under a name that starts with `hint`; returns the name. */
  add(hint: string, op: string, inputs: readonly string[], attributes: GraphNode['attributes']): string {
    const name = `${safeName(hint)}_${this.nodes.size}`;
    this.nodes.set(name, { name, op, inputs, attributes });
    return name;
  }

  /** Adds a constant; `content` is the little-endian bytes of its items. */
  constant(hint: string, type: ConstantType, content: Uint8Array): string {
    const key = `${type.dtype}|${type.shape.join()}|${Buffer.from(content).toString('latin1')}`;
    const known = content.byteLength <= SHARED_BYTES ? this.shared.get(key) : undefined;
    if (known !== undefined) return known;
    const name = this.addConst(hint, type, content);
    this.constantsByName.set(name, { name, ...type, bytes: content.byteLength });
    if (content.byteLength <= SHARED_BYTES) this.shared.set(key, name);
    return name;
  }

  /** Adds something to fetch that means nothing and comes after `nodes`. */
  marker(hint: string, nodes: readonly string[]): string {
    const zero = this.addConst(`${hint}/zero`, { dtype: 'int32', shape: [] }, new Uint8Array(4));
    return this.add(hint, 'Identity', [zero, ...nodes.map((node) => `^${node}`)], { T: { type: DATA_TYPES.int32 } });
  }

  node(reference: string): GraphNode | undefined {
    return this.nodes.get(nodeName(reference));
  }

  /** What is needed to compute `fetches`, in the order it was added. */
  reachable(fetches: readonly string[]): { readonly nodes: GraphNode[]; readonly constants: GraphConstant[] } {
    const needed = new Set<string>();
    const open = fetches.map(nodeName);
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (needed.has(name)) continue;
      needed.add(name);
      open.push(...(this.nodes.get(name)?.inputs ?? []).map(nodeName));
    }
    return {
      nodes: [...this.nodes.values()].filter(({ name }) => needed.has(name)),
      constants: [...this.constantsByName.values()].filter(({ name }) => needed.has(name)),
    };
  }

  private addConst(hint: string, { dtype, shape }: ConstantType, content: Uint8Array): string {
    const type = DATA_TYPES[dtype];
    const tensor = { dtype: type, tensorShape: shapeMessage(shape), tensorContent: content };
    return this.add(hint, 'Const', [], { dtype: { type }, value: { tensor } });
  }
}

function nodeName(reference: string): string {
  return reference.replace(/^\^/, '').replace(/:\d+$/, '');
}

/** TensorFlow's names begin with a letter, digit or dot; tfjs-node joins them with commas. */
function safeName(hint: string): string {
  return hint.replace(/[^A-Za-z0-9_./]/g, '_').replace(/^[^A-Za-z0-9.]/, 'n');
}
