import { basename } from 'node:path';
import { getEnvironmentData, isMainThread } from 'node:worker_threads';
import { COMPILED_CODE_FOLDER, reuseCompiledCode } from './reuse-compiled-code';

/**
 * The first import of a worker's file that should start from compiled code as well: what is imported after it does, where the main
 * thread called `reuseCompiledCode`. A worker keeps its code when it ends by itself, not when it is terminated.
 */
const folder = isMainThread ? undefined : getEnvironmentData(COMPILED_CODE_FOLDER);
if (typeof folder === 'string') reuseCompiledCode(folder, basename(process.argv[1] ?? 'worker', '.js'));
