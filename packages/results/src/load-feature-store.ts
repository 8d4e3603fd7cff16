import { open, stat } from 'node:fs/promises';
import {
  explainFeatureLine,
  MALFORMED,
  pathEnd,
  pathText,
  readByteLines,
  readFeatures,
  readNpyShape,
} from '@fairface/features';
import { InputError, isGzip, mapAhead } from '@fairface/io';
import { BLOCK_ROWS, BlockBuilder, featureMemory, type FeatureStore, OUT_OF_MEMORY } from './feature-blocks';
import type { FeatureNames } from './feature-index';
import { NameList } from './name-list';
import type { ParsedRange, RangeTask } from './parse-range';

/** Features and their names. */
export interface LoadedFeatures {
  store: FeatureStore;
  names: FeatureNames;
}

/** Runs a task in a worker thread. */
export type ParseRange = (task: RangeTask) => Promise<ParsedRange>;

/** Options of {@link loadFeatureStore}. */
export interface LoadStoreOptions {
  file: string;
  /** Reads a part of a text file in a thread. */
  parse: ParseRange;
  /** Parts in which a text file is read. */
  threads: number;
  /**
   * Makes the memory.
   * @default featureMemory, up to 4 GiB
   */
  allocate?: () => WebAssembly.Memory;
}

/**
 * Reads a feature file (text, gzip text, `.npy`) into memory that threads share.
 *
 * @throws InputError `too-many-features`, or as `readFeatures`.
 */
export async function loadFeatureStore(options: LoadStoreOptions): Promise<LoadedFeatures> {
  const { file, allocate = featureMemory } = options;
  try {
    if (file.endsWith('.npy')) return await loadNpy(file, allocate());
    const dimension = await firstDimension(file);
    if (await isCompressed(file)) return await loadStream(file, allocate(), dimension);
    return await loadText(options, { memory: allocate(), kind: 'millionths', dimension });
  } catch (error) {
    if (!(error instanceof Error) || error.message !== OUT_OF_MEMORY) throw error;
    throw new InputError({
      code: 'too-many-features',
      file,
      message: 'holds more features than there is memory for',
      expected:
        'at most 4 GiB of values (4 bytes each for six decimals and .npy, 8 for other text) and enough free memory',
      hint: 'Keep only the images that the pair list names, or predict in parts',
      cause: error,
    });
  }
}

type StoreOf = Omit<FeatureStore, 'blocks'>;

async function loadText(options: LoadStoreOptions, storeOf: StoreOf): Promise<LoadedFeatures> {
  const { file, parse, threads, allocate = featureMemory } = options;
  const { size } = await stat(file);
  const bound = (n: number): number => Math.floor((n * size) / threads);
  const tasks = Array.from({ length: threads }, (_, n) => ({ file, start: bound(n), end: bound(n + 1), ...storeOf }));
  const parts: ParsedRange[] = [];
  for await (const part of mapAhead(tasks, threads, parse)) parts.push(part);
  // What six decimals hold exactly takes half the memory; most files show in their first row that they need more.
  if (parts.some(({ needsFloat64 }) => needsFloat64 === true)) {
    return loadText(options, { ...storeOf, memory: allocate(), kind: 'double' });
  }
  let lines = 0;
  for (const part of parts) {
    if (part.malformed !== undefined) {
      const { line, bytes } = part.malformed;
      throw explainFeatureLine({ file, line: lines + line, bytes, start: 0, end: bytes.length }, storeOf.dimension);
    }
    lines += part.lines;
  }
  return joinParts(storeOf, parts);
}

/** Gzip text: only the stream as a whole can be read. */
async function loadStream(file: string, memory: WebAssembly.Memory, dimension: number): Promise<LoadedFeatures> {
  const builder = new BlockBuilder(memory, 'double', dimension);
  const names = new NameList();
  for await (const { number, bytes, start, end } of readByteLines(file)) {
    const path = pathEnd(bytes, start, end);
    if (path === start || builder.addLine(bytes, path, end) === MALFORMED) {
      throw explainFeatureLine({ file, line: number, bytes, start, end }, dimension);
    }
    names.addText(pathText(bytes, start, path));
  }
  return joinParts({ memory, kind: 'double', dimension }, [{ blocks: builder.blocks, names: names.finish() }]);
}

async function loadNpy(file: string, memory: WebAssembly.Memory): Promise<LoadedFeatures> {
  const { dimension } = await readNpyShape(file);
  const builder = new BlockBuilder(memory, 'single', dimension);
  const names = new NameList();
  for await (const { path, vector } of readFeatures(file)) {
    builder.addVector(vector);
    names.addText(path);
  }
  return joinParts({ memory, kind: 'single', dimension }, [{ blocks: builder.blocks, names: names.finish() }]);
}

/** Puts the parts of a file behind one another. The last block of a part may have rows that are not used. */
function joinParts(storeOf: StoreOf, parts: Pick<ParsedRange, 'blocks' | 'names'>[]): LoadedFeatures {
  const total = parts.reduce((sum, { names }) => sum + names.ends.length, 0);
  const bytes = Buffer.concat(parts.map(({ names }) => names.bytes));
  const names = { bytes, ends: new Uint32Array(total), rows: new Int32Array(total) };
  const store: FeatureStore = { ...storeOf, blocks: [] };
  let count = 0;
  let length = 0;
  for (const part of parts) {
    const firstRow = store.blocks.length * BLOCK_ROWS;
    for (const [n, end] of part.names.ends.entries()) {
      names.ends[count] = length + end;
      names.rows[count] = firstRow + n;
      count += 1;
    }
    length += part.names.bytes.length;
    store.blocks.push(...part.blocks);
  }
  return { store, names };
}

async function firstDimension(file: string): Promise<number> {
  for await (const { vector } of readFeatures(file)) return vector.length;
  return 0;
}

async function isCompressed(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return isGzip(buffer);
  } finally {
    await handle.close();
  }
}
