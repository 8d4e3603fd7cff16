import { assembleWasm, wasmCode, type WasmFunction } from './assemble-wasm';

interface Memory {
  buffer: ArrayBuffer;
}

/** The part of WebAssembly that is used here; Node's types leave it to the DOM. */
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: {
    Memory: new (size: { initial: number; maximum?: number; shared?: boolean }) => Memory;
    Module: new (bytes: Uint8Array) => object;
    Instance: new (module: object, imports: object) => { exports: { run: (...values: number[]) => number } };
  };
};

const { localGet, localSet, i32Const, i32Add, i32LessUnsigned, loop, branchIf, end } = wasmCode;

/** Adds up the bytes from the first address up to the second one; the sum starts at `start`. */
const sumBytes = (start: number): WasmFunction => ({
  parameters: ['i32', 'i32'],
  result: 'i32',
  locals: ['i32'],
  body: [
    ...[...i32Const(start), ...localSet(2)],
    ...loop,
    ...[...localGet(2), ...localGet(0), 0x2d, 0, 0, ...i32Add, ...localSet(2)], // i32.load8_u
    ...[...localGet(0), ...i32Const(1), ...i32Add, ...localSet(0)],
    ...[...localGet(0), ...localGet(1), ...i32LessUnsigned, ...branchIf],
    ...end,
    ...[...localGet(2), ...end],
  ],
});

const link = (program: WasmFunction, memory: Memory) =>
  new WebAssembly.Instance(new WebAssembly.Module(assembleWasm(program)), { host: { memory } }).exports.run;

describe('assembleWasm', () => {
  it.each([0, 63, 64, 127, 128, 8191, 8192, 1_048_576, 2 ** 31 - 1])(
    'makes a program that runs, with %p in it',
    (n) => {
      const memory = new WebAssembly.Memory({ initial: 1 });
      new Uint8Array(memory.buffer).set([1, 2, 3, 4], 10);
      expect(link(sumBytes(n), memory)(10, 13)).toBe((n + 6) | 0);
    },
  );

  it('takes memory that threads share', () => {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 300, shared: true });
    new Uint8Array(memory.buffer).set([5, 6], 0);
    expect(link({ ...sumBytes(0), sharedPages: 300 }, memory)(0, 2)).toBe(11);
  });
});
