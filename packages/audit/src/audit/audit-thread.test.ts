import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { goldenData } from '../testing/golden';
import { AuditThread } from './audit-thread';
import { hashFile } from './hash-file';
import { lookAtPairs } from './look-at-pairs';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'audit-'))));
afterAll(() => rm(folder, { recursive: true }));

const { images, subjectOf, subjects, pairs } = goldenData();
const drawing = { groupOf: new Int32Array(images.length), groups: 1, resamples: 5, seed: 2 };
const look = { pairs, images: images.length, people: { subjectOf, subjects }, drawing };

it.each([
  ['beside', true],
  ['where it is asked for', false],
])('gives each task of several at once its own answer, with the work done %s', async (_, beside) => {
  const files = ['a', 'b'].map((name) => join(folder, name));
  for (const [n, file] of files.entries()) await writeFile(file, 'x'.repeat(3e6 * (2 - n)));
  const thread = new AuditThread(beside);
  try {
    const missing = thread.hash(join(folder, 'none'));
    const hashes = Promise.all(files.map((file) => thread.hash(file)));
    const looked = thread.look(look);
    await expect(missing).rejects.toThrow('ENOENT');
    expect(await looked).toEqual(lookAtPairs(look));
    expect(await hashes).toEqual(await Promise.all(files.map(hashFile)));
  } finally {
    await thread.close();
  }
});
