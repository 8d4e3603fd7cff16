import { type IMapField, Root, type Type } from 'protobufjs/light';

/** A value of a tf.Example: bytes, text, numbers; each feature is a list. */
export type ExampleValue = readonly Uint8Array[] | readonly string[] | readonly number[];

/** tensorflow/core/example/example.proto and feature.proto. */
const root = Root.fromJSON({
  nested: {
    BytesList: { fields: { value: { rule: 'repeated', type: 'bytes', id: 1 } } },
    FloatList: { fields: { value: { rule: 'repeated', type: 'float', id: 1, options: { packed: true } } } },
    Int64List: { fields: { value: { rule: 'repeated', type: 'int64', id: 1, options: { packed: true } } } },
    Feature: {
      oneofs: { kind: { oneof: ['bytesList', 'floatList', 'int64List'] } },
      fields: {
        bytesList: { type: 'BytesList', id: 1 },
        floatList: { type: 'FloatList', id: 2 },
        int64List: { type: 'Int64List', id: 3 },
      },
    },
    Features: { fields: { feature: { keyType: 'string', type: 'Feature', id: 1 } as IMapField } },
    Example: { fields: { features: { type: 'Features', id: 1 } } },
  },
});
const Example: Type = root.lookupType('Example');

interface FeatureMessage {
  bytesList?: { value: Uint8Array[] };
  floatList?: { value: number[] };
  int64List?: { value: (number | { toString(): string })[] };
}

/** The features of a decoded tf.Example. */
export class TfExample {
  readonly #features: Record<string, FeatureMessage>;

  /** @throws Error where the bytes are no tf.Example. */
  constructor(bytes: Uint8Array) {
    const message = Example.decode(bytes) as unknown as { features?: { feature: Record<string, FeatureMessage> } };
    this.#features = message.features?.feature ?? {};
  }

  /** Names of all features. */
  get keys(): string[] {
    return Object.keys(this.#features);
  }

  /** The first bytes of a feature; undefined where there are none. */
  bytes(key: string): Uint8Array | undefined {
    return this.#features[key]?.bytesList?.value[0];
  }

  /** The first value of a feature as text: UTF-8 bytes, or an integer of up to 64 bits; undefined where there is none. */
  text(key: string): string | undefined {
    const feature = this.#features[key];
    const bytes = feature?.bytesList?.value[0];
    if (bytes !== undefined) return Buffer.from(bytes).toString('utf8');
    return feature?.int64List?.value[0]?.toString();
  }

  /** The numbers of a feature; empty where there are none. */
  numbers(key: string): number[] {
    const feature = this.#features[key];
    return (feature?.floatList?.value ?? feature?.int64List?.value ?? []).map(Number);
  }
}

/**
 * A tf.Example. Bytes and text become a bytes_list, whole numbers an int64_list, numbers of which one is not whole a
 * float_list.
 */
export function encodeExample(features: Readonly<Record<string, ExampleValue>>): Uint8Array {
  const feature = Object.fromEntries(Object.entries(features).map(([key, value]) => [key, toFeature(value)]));
  return Example.encode(Example.create({ features: { feature } })).finish();
}

function toFeature(value: ExampleValue): FeatureMessage {
  const numbers = value.filter((one) => typeof one === 'number');
  if (value.length === 0 || numbers.length < value.length) {
    const bytes = (value as readonly (Uint8Array | string)[]).map((one) =>
      typeof one === 'string' ? Buffer.from(one) : one,
    );
    return { bytesList: { value: bytes } };
  }
  return numbers.every(Number.isSafeInteger) ? { int64List: { value: numbers } } : { floatList: { value: numbers } };
}
