import { sharedCopy } from '../read/shared-copy';

/**
 * The same object with its columns (typed arrays, at any depth) copied into memory that threads share: given to another thread,
 * they are neither copied nor taken away. One column in two places stays one.
 */
export function shareColumns<T>(found: T, known = new Map<unknown, unknown>()): T {
  if (typeof found !== 'object' || found === null) return found;
  const seen = known.get(found);
  if (seen !== undefined) return seen as T;
  const shared = isColumn(found) ? (isShared(found) ? found : sharedCopy(found)) : Array.isArray(found) ? [] : {};
  known.set(found, shared);
  if (!isColumn(found)) {
    for (const [name, part] of Object.entries(found))
      (shared as Record<string, unknown>)[name] = shareColumns<unknown>(part, known);
  }
  return shared as T;
}

const isColumn = (value: object): value is NodeJS.TypedArray =>
  ArrayBuffer.isView(value) && !(value instanceof DataView);

const isShared = ({ buffer }: NodeJS.TypedArray): boolean => buffer instanceof SharedArrayBuffer;
