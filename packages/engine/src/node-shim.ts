import util from 'node:util';

/**
 * Puts back two helpers that tfjs-node calls and Node 23 removed from `node:util` (tensorflow/tfjs#8425: mended
 * upstream, never released). Node 22 still has them and prints a warning when they are called, so they are replaced
 * there too.
 */
export function restoreRemovedUtilities(target: object = util): void {
  Object.assign(target, {
    isArray: Array.isArray,
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
  });
}
