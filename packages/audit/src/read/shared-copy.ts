import { sharedMemory } from './shared-memory';

/** A copy of a column in `sharedMemory`. */
export function sharedCopy<T extends Int32Array | Float64Array>(column: T): T {
  const copy = new (column.constructor as new (memory: SharedArrayBuffer) => T)(sharedMemory(column.byteLength));
  copy.set(column);
  return copy;
}
