/** The tensor engines, fastest first: the order in which they are tried. */
export const ENGINES = ['native', 'wasm', 'cpu'] as const;

export type EngineName = (typeof ENGINES)[number];

/** What a started engine says of itself. */
export interface EngineFacts {
  /** Version of what computes, such as `TensorFlow 2.21.0`. */
  readonly version: string;
  /** Where it computes: on the native engine, what TensorFlow itself says. */
  readonly device: 'cpu' | 'gpu';
  /** One clause for people: what this engine is, and what is odd about it here. */
  readonly about: string;
}

/** Makes one engine the current one, or throws an EngineError that says why it cannot run and what to do. */
export type EngineStarter = () => Promise<EngineFacts>;
