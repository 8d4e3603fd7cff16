import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { temporaryFolder } from '../testing/temporary-folder';
import { readSafetensors } from './read-safetensors';
import { writeSafetensors } from './write-safetensors';

const folder = temporaryFolder();
const path = join(folder, 'x.safetensors');

/** A safetensors file of a header and numbers as given, right or wrong. */
async function craft(header: unknown, dataBytes: number): Promise<string> {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  await writeFile(path, Buffer.concat([length, json, Buffer.alloc(dataBytes)]));
  return path;
}

const f32 = (shape: number[], begin: number, end: number) => ({ dtype: 'F32', shape, data_offsets: [begin, end] });

describe('safetensors', () => {
  it('has the bytes of the format', async () => {
    await writeSafetensors(path, new Map([['a', { shape: [2], data: new Float32Array([1, -2]) }]]), { by: 'me' });
    const bytes = await readFile(path);
    const headerBytes = Number(bytes.readBigUInt64LE());
    expect(headerBytes % 8).toBe(0);
    const text = bytes.subarray(8, 8 + headerBytes).toString();
    expect(JSON.parse(text)).toEqual({
      __metadata__: { by: 'me' },
      a: { dtype: 'F32', shape: [2], data_offsets: [0, 8] },
    });
    expect([bytes.readFloatLE(8 + headerBytes), bytes.readFloatLE(12 + headerBytes)]).toEqual([1, -2]);
    expect(bytes.length).toBe(8 + headerBytes + 8);
  });

  it('reads what it wrote, bit for bit, whatever the names, shapes and numbers', async () => {
    const tensor = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 }).chain((shape) => {
      const size = shape.reduce((product, n) => product * n, 1);
      const exactly = { minLength: size, maxLength: size };
      return fc.oneof(
        fc.float32Array(exactly).map((data) => ({ shape, data })),
        fc.int32Array(exactly).map((data) => ({ shape, data })),
      );
    });
    const names = fc.string({ unit: 'grapheme' }).filter((name) => name !== '__metadata__' && name !== '__proto__');
    const files = fc.uniqueArray(fc.tuple(names, tensor), { selector: ([name]) => name, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(files, async (entries) => {
        const sha256 = await writeSafetensors(path, new Map(entries));
        const found = await readSafetensors(path);
        expect(found.sha256).toBe(sha256);
        expect(new Map([...found.tensors].map(([name, { shape, data }]) => [name, { shape, data }]))).toEqual(
          new Map(entries),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('says of a cut file which tensor it ends in, wherever it was cut', async () => {
    const tensors = new Map(['a', 'b'].map((name) => [name, { shape: [2, 3], data: new Float32Array(6) }]));
    await writeSafetensors(path, tensors);
    const whole = await readFile(path);
    for (let length = 0; length < whole.length; length += 3) {
      await writeFile(path, whole.subarray(0, length));
      await expect(readSafetensors(path)).rejects.toMatchObject({ code: 'truncated', file: path });
    }
    await writeFile(path, whole.subarray(0, -1));
    await expect(readSafetensors(path)).rejects.toThrow("the file ends inside of the tensor 'b'; expected 48 bytes");
  });

  it.each([
    ['an overlap', { a: f32([2], 0, 8), b: f32([2], 4, 12) }, 12, "the tensor 'b' overlaps the tensor before it"],
    ['a gap', { a: f32([2], 0, 8), b: f32([1], 12, 16) }, 16, "the tensor 'b' leaves a gap before it"],
    ['a wrong length', { a: f32([3], 0, 8) }, 8, "the tensor 'a' has another length than its shape says"],
    ['an unknown type', { a: { ...f32([4], 0, 8), dtype: 'F16' } }, 8, 'expected F32 or I32; found F16'],
    ['bytes behind', { a: f32([2], 0, 8) }, 12, 'numbers follow that belong to no tensor'],
    ['no offsets', { a: { dtype: 'F32', shape: [1] } }, 4, "the tensor 'a' is described wrongly: data_offsets"],
    ['a negative shape', { a: f32([-2], 0, 8) }, 8, "the tensor 'a' is described wrongly: shape.0"],
    ['a list', [], 0, 'its header is no JSON object'],
    ['no JSON', '{"a":', 0, 'its header is no JSON'],
  ])('refuses %s', async (_, header, dataBytes, message) => {
    const file = await craft(header, dataBytes);
    await expect(readSafetensors(file)).rejects.toThrow(message);
    await expect(readSafetensors(file)).rejects.toMatchObject({ name: 'InputError', file });
  });

  it('refuses what is no safetensors file, and a missing one', async () => {
    await writeFile(path, 'PK\u0003\u0004 something else entirely, a zip perhaps');
    await expect(readSafetensors(path)).rejects.toThrow('is no safetensors file');
    await expect(readSafetensors(join(folder, 'none'))).rejects.toMatchObject({ code: 'missing-file' });
  });

  it('leaves the old file and no other where writing fails', async () => {
    const tensors = new Map([['a', { shape: [1], data: new Float32Array([7]) }]]);
    await writeSafetensors(path, tensors);
    const wrong = new Map([...tensors, ['b', { shape: [2], data: new Float32Array(3) }] as const]);
    await expect(writeSafetensors(path, wrong)).rejects.toThrow("'b' of shape [2] has 3 numbers, not 2");
    expect((await readSafetensors(path)).tensors.get('a')?.data[0]).toBe(7);
    expect(await readdir(folder)).toEqual(['x.safetensors']);
  });
});
