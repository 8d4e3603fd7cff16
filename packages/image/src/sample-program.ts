import { assembleWasm, wasmCode } from '@fairface/io';

/** Bits of a weight along one axis: two of them and eight of a level fit a 32-bit integer. */
const BITS = 10;

const ONE = 1 << BITS;

/** Units of the program's coordinates in a pixel: of 64 bits, the upper half counts pixels. */
export const PIXEL = 2 ** 32;

/** The last pixel of a source is read with the bytes behind it, the last of a row is written with one. */
const SPARE_BYTES = 8;

/**
 * Samples a row of output pixels, from `to` up to `end`, of RGB bytes each, by bilinear interpolation. The source, RGB
 * bytes too, starts at `source`, its rows `stride` bytes apart; the first sample is at (x, y), the next (dx, dy) further,
 * in units of 1 / {@link PIXEL} of the source. Every sample must have its four pixels inside the source.
 */
export type SampleRow = (
  to: number,
  end: number,
  source: number,
  stride: number,
  x: number,
  y: number,
  dx: number,
  dy: number,
) => void;

/** A program and its memory: a source, and behind it the output. */
export interface SampleProgram {
  source: Uint8Array;
  /** Where the output starts in the program's memory. */
  start: number;
  output: Uint8Array;
  sampleRow: SampleRow;
}

/**
 * Where the source starts: libjpeg-turbo writes rows that start at multiples of 32 bytes past the processor's caches, and
 * reading them there again takes the program twice its time.
 */
const FIRST_BYTE = 16;

const PAGE = 65536;

let compiled: WebAssembly.Module | undefined;

/** The program with memory for a source and an output of at least so many bytes. */
export function sampleProgram(source: number, output: number): SampleProgram {
  compiled ??= new WebAssembly.Module(assemble());
  const start = FIRST_BYTE + source + SPARE_BYTES;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((start + output + SPARE_BYTES) / PAGE) });
  const { exports } = new WebAssembly.Instance(compiled, { host: { memory } });
  const bytes = new Uint8Array(memory.buffer);
  return {
    source: bytes.subarray(FIRST_BYTE, FIRST_BYTE + source),
    start,
    output: bytes.subarray(start),
    sampleRow: exports['run'] as SampleRow,
  };
}

const [TO, END, SOURCE, STRIDE, START_X] = [0, 1, 2, 3, 4]; // then START_Y and the steps
const [X, Y, DX, DY, PIXELS, WEIGHT, UPPER, LOWER, AT] = [8, 9, 10, 11, 12, 13, 14, 15, 16];

const { localGet, localSet, i32Const, i32Add, i32LessUnsigned, loop, branchIf, end } = wasmCode;
const i32Multiply = [0x6c];
const i32ShiftRight = [0x76]; // of an unsigned number
const i64Add = [0x7c];
const lowerHalf = [0xa7]; // i32.wrap_i64
const upperHalf = [...[0x42, 32], 0x87, ...lowerHalf];
const toI64 = [0xfc, 0x06];
const simd = (...code: number[]): number[] => [0xfd, ...code];
const vectorConst = (bytes: readonly number[]): number[] => simd(0x0c, ...bytes);
const swizzle = simd(0x0e);
const splat = simd(0x11);
const dotPairs = simd(0xba, 0x01); // i32x4.dot_i16x8_s
const shiftLeft = (bits: number): number[] => [...i32Const(bits), ...simd(0xab, 0x01)];
const shiftRight = (bits: number): number[] => [...i32Const(bits), ...simd(0xad, 0x01)];
const add = simd(0xae, 0x01);
const subtract = simd(0xb1, 0x01);
const multiply = simd(0xb5, 0x01);

/** Places of bytes that become the low bytes of 16-bit numbers; 255 is no place and gives 0. */
const spread = (...places: number[]): number[] =>
  Array.from({ length: 16 }, (_, n) => (n % 2 === 0 ? (places[n / 2] ?? 255) : 255));

/** Red, green, blue, each left and right: of the upper two pixels, and of the lower two, 8 bytes behind them. */
const UPPER_PAIRS = spread(0, 3, 1, 4, 2, 5);
const LOWER_PAIRS = spread(8, 11, 9, 12, 10, 13);
const LOW_BYTES = [0, 4, 8, ...Array<number>(13).fill(255)];

/**
 * ```wat
 * (loop $next
 *   $at = $source + ($y >> 32) * $stride + ($x >> 32) * 3
 *   $pixels = 8 bytes at $at, 8 bytes at $at + $stride          ;; two pixels and more of two rows
 *   $weight = [1024 - u, u] in every lane                       ;; u, v: the 10 bits of x and y below a pixel
 *   $upper, $lower = dot(pairs of left and right, $weight)      ;; red, green, blue
 *   store 4 bytes of (($upper << 10) + ($lower - $upper) * v + half) >> 20 at $to
 *   $x += $dx, $y += $dy, $to += 3
 *   (br_if $next ($to < $end)))
 * ```
 */
function assemble(): Uint8Array<ArrayBuffer> {
  const fraction = (place: number): number[] => [
    ...[...localGet(place), ...lowerHalf],
    ...[...i32Const(32 - BITS), ...i32ShiftRight],
  ];
  const offset = (place: number, scale: number[]): number[] => [
    ...[...localGet(place), ...upperHalf],
    ...[...scale, ...i32Multiply],
  ];
  const advance = (place: number, step: number): number[] => [
    ...[...localGet(place), ...localGet(step), ...i64Add],
    ...localSet(place),
  ];
  const blend = (places: readonly number[]): number[] => [
    ...[...localGet(PIXELS), ...vectorConst(places), ...swizzle],
    ...[...localGet(WEIGHT), ...dotPairs],
  ];
  const body = [
    ...[X, Y, DX, DY].flatMap((local, n) => [...localGet(START_X + n), ...toI64, ...localSet(local)]),
    ...loop,
    ...[...offset(Y, localGet(STRIDE)), ...offset(X, i32Const(3)), ...i32Add],
    ...[...localGet(SOURCE), ...i32Add, ...localSet(AT)],
    ...[...localGet(AT), ...localGet(STRIDE), ...i32Add],
    ...[...localGet(AT), ...simd(0x5d, 0, 0)], // v128.load64_zero
    ...[...simd(0x57, 0, 0, 1), ...localSet(PIXELS)], // v128.load64_lane
    // u * 65535 + 1024 = (u << 16) + (1024 - u)
    ...[...fraction(X), ...i32Const(65535), ...i32Multiply, ...i32Const(ONE), ...i32Add],
    ...[...splat, ...localSet(WEIGHT)],
    ...[...blend(UPPER_PAIRS), ...localSet(UPPER)],
    ...[...blend(LOWER_PAIRS), ...localSet(LOWER)],
    ...localGet(TO),
    ...[...localGet(UPPER), ...shiftLeft(BITS)],
    ...[...localGet(LOWER), ...localGet(UPPER), ...subtract, ...fraction(Y), ...splat, ...multiply, ...add],
    ...[...i32Const(1 << (2 * BITS - 1)), ...splat, ...add, ...shiftRight(2 * BITS)],
    ...[...vectorConst(LOW_BYTES), ...swizzle],
    ...simd(0x5a, 0, 0, 0), // v128.store32_lane
    ...[...advance(X, DX), ...advance(Y, DY)],
    ...wasmCode.advance(TO, 3),
    ...[...localGet(TO), ...localGet(END), ...i32LessUnsigned, ...branchIf],
    ...end,
    ...end,
  ];
  return assembleWasm({
    parameters: ['i32', 'i32', 'i32', 'i32', 'f64', 'f64', 'f64', 'f64'],
    locals: ['i64', 'i64', 'i64', 'i64', 'v128', 'v128', 'v128', 'v128', 'i32'],
    body,
  });
}
