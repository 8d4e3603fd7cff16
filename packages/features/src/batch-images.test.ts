import { batchImages } from './batch-images';
import type { PreparedImage } from './prepare-images';

const SIZE = 2;
const BYTES = SIZE * SIZE * 3;

/** `.` is a good image, `x` a bad one. */
async function* prepared(plan: string): AsyncGenerator<PreparedImage> {
  for (const [n, mark] of [...plan].entries()) {
    if (mark === 'x') yield { item: `${n}`, reason: 'not-an-image', detail: '' };
    else yield { path: `${n}`, pixels: new Uint8Array(2 * BYTES).fill(n, 0, BYTES).fill(100 + n, BYTES) };
  }
}

async function batches(plan: string, length: number) {
  const all = [];
  for await (const { paths, images, mirrors, rejects } of batchImages(prepared(plan), length, SIZE)) {
    all.push({
      paths: paths.join(),
      images: [...images.data],
      mirrors: [...mirrors.data],
      count: images.count,
      rejects: rejects.length,
    });
  }
  return all;
}

const repeat = (values: number[]): number[] => values.flatMap((value) => Array<number>(BYTES).fill(value));

describe('batchImages', () => {
  it('fills up across images that are left out; the last batch is smaller', async () => {
    expect(await batches('.x..x.x.', 2)).toEqual([
      { paths: '0,2', images: repeat([0, 2]), mirrors: repeat([100, 102]), count: 2, rejects: 1 },
      { paths: '3,5', images: repeat([3, 5]), mirrors: repeat([103, 105]), count: 2, rejects: 1 },
      { paths: '7', images: repeat([7]), mirrors: repeat([107]), count: 1, rejects: 1 },
    ]);
  });

  it('tells of bad images at the end, and of nothing but bad ones', async () => {
    expect((await batches('..xx', 2)).map(({ count, rejects }) => [count, rejects])).toEqual([
      [2, 0],
      [0, 2],
    ]);
    expect((await batches('x'.repeat(1500), 2)).map(({ count, rejects }) => [count, rejects])).toEqual([
      [0, 1024],
      [0, 476],
    ]);
    expect(await batches('', 2)).toEqual([]);
  });
});
