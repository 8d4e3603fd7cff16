import { sharedMemory } from './shared-memory';

/** A copy of a column in `sharedMemory`. */
export function sharedCopy<T extends NodeJS.TypedArray>(column: T): T {
  const memory = sharedMemory(column.byteLength);
  new Uint8Array(memory).set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  return new (column.constructor as new (memory: SharedArrayBuffer) => T)(memory);
}
