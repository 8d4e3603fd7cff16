import { assembleWasm, MOST_WASM_PAGES, wasmCode } from '@fairface/io';

/**
 * The inner product of two rows of float32 or float64, summed in float64, as a WebAssembly program: its vector
 * instructions multiply two doubles at a time, which JavaScript cannot ask for, and halve the time of a prediction.
 *
 * ```wat
 * (func (param $a i32) (param $b i32) (param $end i32) (result f64)   ;; addresses of rows, and the end of row a
 *   (local $sum0 v128) (local $sum1 v128) (local $sum2 v128) (local $sum3 v128)
 *   (loop $next
 *     ;; for n = 0, 1, 2, 3, four sums, so that an addition need not wait for the one before:
 *     sum[n] += (pair n at $a) * (pair n at $b)      ;; pair: f64x2.promote_low_f32x4 (v128.load64_zero), or v128.load
 *     $a += step, $b += step
 *     (br_if $next (i32.lt_u $a $end)))
 *   both lanes of ($sum0 + $sum1) + ($sum2 + $sum3), added)
 * ```
 */
export type Dot = (a: number, b: number, end: number) => number;

/** Values that a turn of the loop takes: rows are padded with zeros to a multiple of it. */
export const DOT_STEP = 8;

/** The program for rows in this memory. */
export function linkDot(memory: WebAssembly.Memory, values: 'float32' | 'float64'): Dot {
  programs[values] ??= new WebAssembly.Module(assemble(values));
  return new WebAssembly.Instance(programs[values], { host: { memory } }).exports['run'] as Dot;
}

const programs: { float32?: WebAssembly.Module; float64?: WebAssembly.Module } = {};

const [A, B, END, SUM] = [0, 1, 2, 3];

const { localGet, localSet, i32LessUnsigned, advance, loop, branchIf, end } = wasmCode;
const f64x2Add = [0xfd, 0xf0, 0x01];
const f64x2Mul = [0xfd, 0xf2, 0x01];
const f64x2ExtractLane = (lane: number): number[] => [0xfd, 0x21, lane];
const f64Add = [0xa0];

/** Loads pair `n` of a row as two doubles. Alignment hints are powers of two. */
const loadPair = {
  float32: (row: number, n: number) => [...localGet(row), 0xfd, 0x5d, 0x02, 8 * n, 0xfd, 0x5f],
  float64: (row: number, n: number) => [...localGet(row), 0xfd, 0x00, 0x03, 16 * n],
};

function assemble(values: 'float32' | 'float64'): Uint8Array<ArrayBuffer> {
  const load = loadPair[values];
  const step = DOT_STEP * (values === 'float32' ? 4 : 8);
  const accumulate = (n: number): number[] => [
    ...localGet(SUM + n),
    ...load(A, n),
    ...load(B, n),
    ...f64x2Mul,
    ...f64x2Add,
    ...localSet(SUM + n),
  ];
  const body = [
    ...loop,
    ...[0, 1, 2, 3].flatMap(accumulate),
    ...advance(A, step),
    ...advance(B, step),
    ...[...localGet(A), ...localGet(END), ...i32LessUnsigned, ...branchIf],
    ...end,
    ...[...localGet(SUM), ...localGet(SUM + 1), ...f64x2Add],
    ...[...localGet(SUM + 2), ...localGet(SUM + 3), ...f64x2Add],
    ...[...f64x2Add, ...localSet(SUM)],
    ...[...localGet(SUM), ...f64x2ExtractLane(0), ...localGet(SUM), ...f64x2ExtractLane(1), ...f64Add],
    ...end,
  ];
  const locals = ['v128', 'v128', 'v128', 'v128'] as const;
  return assembleWasm({ parameters: ['i32', 'i32', 'i32'], result: 'f64', locals, body, sharedPages: MOST_WASM_PAGES });
}
