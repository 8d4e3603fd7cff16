/** WebAssembly's types of values, as the binary format codes them. */
export const wasmType = { i32: 0x7f, i64: 0x7e, f64: 0x7c, v128: 0x7b } as const;

export type WasmType = keyof typeof wasmType;

/** One exported function that works on imported memory. */
export interface WasmFunction {
  parameters: readonly WasmType[];
  /** @default none */
  result?: WasmType;
  /** Types of the locals behind the parameters. */
  locals: readonly WasmType[];
  /** Instructions, with the `end` of the function. */
  body: readonly number[];
  /**
   * Most pages of 64 KiB where the memory is shared between threads.
   * @default memory that is not shared
   */
  sharedPages?: number;
}

/**
 * The module of a function in the binary format of WebAssembly 1.0 with the vector and thread extensions. It is exported
 * as `run` and takes its memory from the import `memory` of the module `host`.
 */
export function assembleWasm(program: WasmFunction): Uint8Array<ArrayBuffer> {
  const { parameters, result, locals, body, sharedPages } = program;
  const types = (names: readonly WasmType[]): number[] => [names.length, ...names.map((name) => wasmType[name])];
  const memory = sharedPages === undefined ? [0x00, 0] : [0x03, 0, ...unsigned(sharedPages)];
  const declared = locals.flatMap((name) => [1, wasmType[name]]);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [1, 0x60, ...types(parameters), ...types(result === undefined ? [] : [result])]),
    ...section(2, [1, ...text('host'), ...text('memory'), 0x02, ...memory]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...text('run'), 0x00, 0]),
    ...section(10, [1, ...sized([locals.length, ...declared, ...body])]),
  ]);
}

/** WebAssembly addresses 4 GiB in pages of 64 KiB; the last page is left out, so that the end of a row never wraps to 0. */
export const MOST_WASM_PAGES = 65535;

const localGet = (local: number): number[] => [0x20, ...unsigned(local)];
const localSet = (local: number): number[] => [0x21, ...unsigned(local)];
const i32Const = (value: number): number[] => [0x41, ...signed(value)];
const i32Add = [0x6a];

/** Instructions that every program needs; numbers are those of the binary format. */
export const wasmCode = {
  localGet,
  localSet,
  i32Const,
  i32Add,
  i32LessUnsigned: [0x49],
  /** Adds a number that is not negative to a local, an address. */
  advance: (local: number, bytes: number): number[] => [
    ...[...localGet(local), ...i32Const(bytes), ...i32Add],
    ...localSet(local),
  ],
  /** A number that stands in an instruction, such as an offset. */
  immediate: unsigned,
  loop: [0x03, 0x40],
  /** Back to the start of the innermost loop, where the value on the stack is not 0. */
  branchIf: [0x0d, 0x00],
  end: [0x0b],
} as const;

const section = (id: number, content: number[]): number[] => [id, ...sized(content)];
const sized = (content: number[]): number[] => [...unsigned(content.length), ...content];
const text = (name: string): number[] => sized([...Buffer.from(name)]);

/** LEB128, seven bits a byte, the lowest first. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

/** Signed LEB128 of a number that is not negative: bit 6 of the last byte is its sign. */
function signed(value: number): number[] {
  return value < 0x40 ? [value] : [(value & 0x7f) | 0x80, ...signed(value >>> 7)];
}
