import { MALFORMED, NEEDS_FLOAT64, pathEnd, pathText } from '@fairface/features';
import { BlockBuilder, type ValueKind } from './feature-blocks';
import { lineRanges } from './line-ranges';
import { NameList } from './name-list';

/** A part of a feature text file. */
export interface RangeTask {
  file: string;
  /** The lines that begin at or after this byte ... */
  start: number;
  /** ... and before this one. */
  end: number;
  memory: WebAssembly.Memory;
  dimension: number;
  kind: ValueKind;
}

/** The features of a part of a file. */
export interface ParsedRange {
  /** Addresses of the blocks. */
  blocks: number[];
  /** Of the features, in the order of their rows. */
  names: { bytes: Uint8Array; ends: Uint32Array };
  /** Lines read. */
  lines: number;
  /** The line, counted from 1 within the part, that is no feature. */
  malformed?: { line: number; bytes: Uint8Array };
  /** Values do not fit the kind: read all as `double`. */
  needsFloat64?: boolean;
}

const QUOTE = 0x22;

/** Reads a part of a feature text file; several threads read one file, each its part. */
export async function parseRange({ file, start, end, memory, dimension, kind }: RangeTask): Promise<ParsedRange> {
  const rows = new BlockBuilder(memory, kind, dimension);
  const names = new NameList();
  let lines = 0;
  const result = (): ParsedRange => ({ blocks: rows.blocks, names: names.finish(), lines });
  for await (const { bytes, from, to } of lineRanges(file, start, end)) {
    lines += 1;
    const path = pathEnd(bytes, from, to);
    const found = path === from ? MALFORMED : rows.addLine(bytes, path, to);
    if (found === NEEDS_FLOAT64) return { ...result(), needsFloat64: true };
    if (found === MALFORMED) return { ...result(), malformed: { line: lines, bytes: bytes.slice(from, to) } };
    if (bytes[from] === QUOTE) names.addText(pathText(bytes, from, path));
    else names.add(bytes, from, path);
  }
  return result();
}
