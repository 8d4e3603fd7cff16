import { seededRandom } from '@fairface/io';

/** Pairs of images by number: pair n is left[n], right[n]. */
export interface ImagePairs {
  left: Int32Array;
  right: Int32Array;
}

export interface ChoosePairsOptions {
  /** Most pairs of two people; where there are more, so many are drawn. @default 100000 */
  impostors?: number;
  /** Seed of the draw. @default 1 */
  seed?: number;
}

/**
 * All pairs of two images of one person, and pairs of two people: all of them, or a seeded draw of `impostors` distinct ones,
 * each as likely. The same images and seed give the same pairs, so that one validation compares with the next.
 *
 * @param labels `[N]`: the person of each image
 */
export function choosePairs(
  labels: ArrayLike<number>,
  { impostors: most = 100_000, seed = 1 }: ChoosePairsOptions = {},
): ImagePairs {
  const count = labels.length;
  const genuine = genuinePairs(labels);
  const impostors = (count * (count - 1)) / 2 - genuine.length;
  const left: number[] = [];
  const right: number[] = [];
  const add = (a: number, b: number): void => {
    left.push(a);
    right.push(b);
  };
  for (const [a, b] of genuine) add(a, b);
  if (impostors <= most) {
    for (let b = 0; b < count; b++) for (let a = 0; a < b; a++) if (labels[a] !== labels[b]) add(a, b);
  } else {
    const random = seededRandom(seed, 'validation-pairs');
    const drawn = new Set<number>();
    while (drawn.size < most) {
      const [a = 0, b = 0] = [random.integer(count), random.integer(count)].sort((x, y) => x - y);
      if (labels[a] === labels[b] || drawn.has(a * count + b)) continue;
      drawn.add(a * count + b);
      add(a, b);
    }
  }
  return { left: Int32Array.from(left), right: Int32Array.from(right) };
}

function genuinePairs(labels: ArrayLike<number>): [number, number][] {
  const members = new Map<number, number[]>();
  for (let image = 0; image < labels.length; image++) {
    const label = labels[image] as number;
    const own = members.get(label);
    if (own === undefined) members.set(label, [image]);
    else own.push(image);
  }
  return [...members.values()].flatMap((images) =>
    images.flatMap((b, at) => images.slice(0, at).map((a): [number, number] => [a, b])),
  );
}
