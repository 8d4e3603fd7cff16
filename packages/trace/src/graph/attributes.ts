import type { NodeBackend, OpAttribute } from '../node-backend';
import { TraceError } from '../trace-error';

/** `TensorShapeProto`. */
export interface ShapeMessage {
  readonly dim: readonly { readonly size: number }[];
}

/** `TensorProto`, with its items as bytes. */
interface TensorMessage {
  readonly dtype: number;
  readonly tensorShape: ShapeMessage;
  readonly tensorContent: Uint8Array;
}

/** `AttrValue`: exactly one member is set. */
export interface AttrValue {
  readonly list?: { readonly i?: readonly number[]; readonly f?: readonly number[]; readonly b?: readonly boolean[] };
  readonly s?: Uint8Array;
  readonly i?: number;
  readonly f?: number;
  readonly b?: boolean;
  readonly type?: number;
  readonly shape?: ShapeMessage;
  readonly tensor?: TensorMessage;
}

export function shapeMessage(shape: readonly number[]): ShapeMessage {
  return { dim: shape.map((size) => ({ size })) };
}

/**
 * The attribute as a graph holds it: tfjs-node tells its kind by a constant of TensorFlow's C API, and a list by its
 * being an array.
 */
export function toAttrValue(
  op: string,
  { name, type, value }: OpAttribute,
  binding: NodeBackend['binding'],
): AttrValue {
  const list = Array.isArray(value) ? (value as readonly unknown[]) : undefined;
  switch (type) {
    case binding.TF_ATTR_STRING:
      return { s: Buffer.from(String(value)) };
    case binding.TF_ATTR_INT:
      return list ? { list: { i: list.map(Number) } } : { i: Number(value) };
    case binding.TF_ATTR_FLOAT:
      return list ? { list: { f: list.map(Number) } } : { f: Number(value) };
    case binding.TF_ATTR_BOOL:
      return list ? { list: { b: list.map(Boolean) } } : { b: Boolean(value) };
    case binding.TF_ATTR_TYPE:
      return { type: Number(value) };
    case binding.TF_ATTR_SHAPE:
      return { shape: shapeMessage((list ?? []).map(Number)) };
    default:
      throw new TraceError(
        'unsupported',
        `${op} has an attribute '${name}' of kind ${type}, which a graph cannot hold.`,
      );
  }
}
