import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeJpeg } from './encode-jpeg';
import { ImageError } from './image-error';
import { loadImage } from './load-image';
import { picture } from './testing/pictures';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'image-'))));
afterAll(() => rm(folder, { recursive: true }));

describe('loadImage', () => {
  it('reads a file', async () => {
    const path = join(folder, 'photo.jpg');
    await writeFile(path, await encodeJpeg(picture()));
    expect(await loadImage(path)).toMatchObject({ width: 64, height: 48 });
  });

  it('names the file in its errors', async () => {
    const path = join(folder, 'text.jpg');
    await writeFile(path, 'not an image');
    const error: unknown = await loadImage(path).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ImageError);
    expect(error).toMatchObject({ code: 'not-an-image', path });
    expect((error as ImageError).message).toBe(
      `${path}: expected a JPEG, PNG or WebP image; found 12 bytes that start with 6e6f7420616e2069. Look at the file`,
    );
  });

  it('tells a missing file, a folder, an empty and a truncated file apart', async () => {
    await writeFile(join(folder, 'empty.jpg'), '');
    await writeFile(join(folder, 'half.jpg'), (await encodeJpeg(picture())).subarray(0, 500));
    await expect(loadImage(join(folder, 'none.jpg'))).rejects.toMatchObject({ code: 'missing-file' });
    await expect(loadImage(join(folder, 'empty.jpg', 'below.jpg'))).rejects.toMatchObject({ code: 'missing-file' });
    await expect(loadImage(folder)).rejects.toMatchObject({ code: 'unreadable-file' });
    await expect(loadImage('/dev/zero')).rejects.toMatchObject({ code: 'unreadable-file' });
    await expect(loadImage(join(folder, 'empty.jpg'))).rejects.toMatchObject({ code: 'empty-file' });
    await expect(loadImage(join(folder, 'half.jpg'))).rejects.toMatchObject({ code: 'truncated' });
  });

  it('refuses a large file by its size, before reading it', async () => {
    const path = join(folder, 'large.jpg');
    const handle = await open(path, 'w');
    await handle.truncate(2 ** 40); // sparse: reading it would fail
    await handle.close();
    await expect(loadImage(path)).rejects.toMatchObject({ code: 'file-too-large', path });
  });
});
