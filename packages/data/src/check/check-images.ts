import { createHash } from 'node:crypto';
import { type JobProgress, mapAhead, workerFile } from '@fairface/io';
import type { ItemReference } from '../source/source';
import { checkDuplicates, type HashedImage } from './check-duplicates';
import type { CheckedBranch } from './check-plan';
import type { ImageCheck } from './check-worker';
import { collectImages, type UsedImage } from './collect-images';
import type { Finding } from './finding';

export interface CheckImagesOptions {
  /** Side of the crops in pixels. @default sizes are not checked */
  templateSize?: number;
  /** Worker threads. */
  workers: number;
}

/** Images of one message to a worker, and images after which progress is told. */
const CHUNK = 16;

/**
 * Reads every image once, however many branches use it: unreadable ones, crops of another size than the template's, and
 * equal images or feature vectors.
 *
 * @returns the number of images that were read
 */
export async function* checkImages(
  branches: readonly CheckedBranch[],
  { templateSize, workers }: CheckImagesOptions,
): AsyncGenerator<JobProgress | ({ type: 'finding' } & Finding), number> {
  const images = collectImages(branches);
  const hashed: HashedImage[] = [];
  const unreadable: UsedImage[] = [];
  const odd: (UsedImage & { size: string })[] = [];
  let done = 0;
  for await (const chunk of readAll(images, workers)) {
    for (const { image, check } of chunk) {
      const { hash, width, height, reason, detail = '' } = check;
      if (hash !== undefined) hashed.push({ image, hash });
      if (reason !== undefined) {
        unreadable.push(image);
        const branch = [...image.branches].join(', ');
        yield { type: 'finding', severity: 'warning', code: reason, branch, item: image.name, detail };
      } else if (templateSize !== undefined && width !== undefined && Math.min(width, height ?? 0) !== templateSize) {
        odd.push({ ...image, size: `${width} x ${height}` });
      }
    }
    yield { type: 'progress', done: (done += chunk.length), total: images.length };
  }
  const found = (finding: Finding) => ({ type: 'finding', ...finding }) as const;
  for (const { name, source } of branches) {
    const lost = unreadable.filter(({ people }) => people.some(({ branch }) => branch === name)).length;
    if (lost > 0 && lost >= new Set(source.names).size) {
      const detail = `none of its images can be read: training would stop. Check its root folder`;
      yield found({ severity: 'error', code: 'branch-unreadable', branch: name, item: '', detail });
    }
    const others = odd.filter((image) => image.branches.has(name));
    if (others.length > 0) {
      const detail =
        `${others.length} images have another size than the crops of ${templateSize} x ${templateSize} that the ` +
        `network is fed from, the first ${others[0]?.size}: they would be resized`;
      yield found({ severity: 'warning', code: 'other-size', branch: name, item: others[0]?.name ?? '', detail });
    }
  }
  for (const finding of checkDuplicates(hashed)) yield found(finding);
  return images.length;
}

interface CheckedImage {
  image: UsedImage;
  check: ImageCheck;
}

async function* readAll(images: readonly UsedImage[], workers: number): AsyncGenerator<CheckedImage[]> {
  const chunks = Array.from({ length: Math.ceil(images.length / CHUNK) }, (_, n) =>
    images.slice(n * CHUNK, (n + 1) * CHUNK),
  );
  if (images.every(({ reference }) => 'vector' in reference)) {
    for (const chunk of chunks) yield chunk.map((image) => ({ image, check: checkVector(image.reference) }));
    return;
  }
  const { Piscina } = (await import('piscina')).default;
  const pool = new Piscina<readonly ItemReference[], ImageCheck[]>({
    ...workerFile(__dirname, 'check-worker'),
    minThreads: workers,
    maxThreads: workers,
  });
  try {
    yield* mapAhead(chunks, 3 * workers, async (chunk) => {
      const checks = await pool.run(chunk.map(({ reference }) => reference));
      return chunk.map((image, n) => ({ image, check: checks[n] as ImageCheck }));
    });
  } finally {
    await pool.destroy();
  }
}

function checkVector(reference: ItemReference): ImageCheck {
  if (!('vector' in reference)) throw new TypeError('expected a feature vector; found an image');
  return { hash: createHash('sha1').update(reference.vector).digest('base64') };
}
