import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readPieces } from './read-pieces';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'pieces-'))));
afterAll(() => rm(folder, { recursive: true }));

const bytes = Buffer.from(Uint8Array.from({ length: 2_500_000 }, (_, n) => (n * 7) ^ (n >> 8)));

async function read(content: Uint8Array): Promise<{ bytes: Buffer; pieces: number; memories: number }> {
  const file = join(folder, 'file');
  await writeFile(file, content);
  const copies: Buffer[] = [];
  const memories = new Set<ArrayBufferLike>();
  for await (const piece of readPieces(file)) {
    copies.push(Buffer.from(piece));
    memories.add(piece.buffer);
  }
  return { bytes: Buffer.concat(copies), pieces: copies.length, memories: memories.size };
}

it('gives all bytes of a file, in one memory', async () => {
  const found = await read(bytes);
  expect(found.bytes.equals(bytes)).toBe(true);
  expect(found).toMatchObject({ pieces: 3, memories: 1 });
  for (const length of [0, 1, 2, 1 << 20]) expect((await read(bytes.subarray(0, length))).bytes).toHaveLength(length);
});

it('decompresses gzip, unless told otherwise', async () => {
  expect((await read(gzipSync(bytes))).bytes.equals(bytes)).toBe(true);
  const raw: Buffer[] = [];
  await writeFile(join(folder, 'raw'), gzipSync('text'));
  for await (const piece of readPieces(join(folder, 'raw'), { decompress: false })) raw.push(Buffer.from(piece));
  expect(Buffer.concat(raw).equals(gzipSync('text'))).toBe(true);
  await expect(read(gzipSync(bytes).subarray(0, 1000))).rejects.toThrow(/file: cannot be decompressed/);
});

it('says what is wrong with a path', async () => {
  await expect(readPieces(join(folder, 'none')).next()).rejects.toMatchObject({ code: 'missing-file' });
  await expect(readPieces(folder).next()).rejects.toMatchObject({ code: 'not-a-file' });
});

const OPEN = '/proc/self/fd';
(existsSync(OPEN) ? it : it.skip)('closes the file where the reader stops early', async () => {
  const file = join(folder, 'again');
  await writeFile(file, bytes);
  const before = readdirSync(OPEN).length;
  for await (const piece of readPieces(file)) if (piece.length > 0) break;
  expect(readdirSync(OPEN)).toHaveLength(before);
});
