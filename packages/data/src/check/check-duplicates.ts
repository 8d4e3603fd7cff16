import type { UsedImage } from './collect-images';
import type { Finding } from './finding';

/** An image and the hash of its content. */
export interface HashedImage {
  image: UsedImage;
  hash: string;
}

/**
 * Equal images of different people (a warning each), equal images of one person under several names, and images that one
 * branch lists twice (notices).
 */
export function* checkDuplicates(hashed: readonly HashedImage[]): Generator<Finding> {
  const equal = groupBy(hashed, ({ hash }) => hash);
  for (const same of equal.values()) {
    const images = same.map(({ image }) => image);
    const uses = images.flatMap(({ name, people }) => people.map((one) => ({ ...one, name })));
    const branch = [...new Set(uses.map((use) => use.branch))].join(', ');
    const clash = [...groupBy(uses, ({ scope }) => scope).values()].find((inScope) => count(inScope) > 1);
    if (clash !== undefined) {
      const shown = distinct(clash.map(({ person, name }) => `${person} (${name})`));
      const detail = `the same image is of ${shown.join(' and of ')}: one of them is wrong, or they are one person`;
      yield { severity: 'warning', code: 'duplicate-across-people', branch, item: uses[0]?.name ?? '', detail };
    } else if (images.length > 1) {
      const detail = `the same image as ${images
        .slice(1)
        .map(({ name }) => name)
        .join(', ')}, of the same person`;
      yield { severity: 'notice', code: 'duplicate-image', branch, item: images[0]?.name ?? '', detail };
    }
    for (const { name, people } of images) {
      for (const [where, listed] of groupBy(people, (use) => use.branch)) {
        if (listed.length < 2 || count(listed) > 1) continue;
        const detail = `is listed ${listed.length} times: it comes as much more often`;
        yield { severity: 'notice', code: 'listed-twice', branch: where, item: name, detail };
      }
    }
  }
}

const distinct = (values: readonly string[]): string[] => [...new Set(values)];

/** Number of different people. */
const count = (uses: readonly { person: string }[]): number => new Set(uses.map(({ person }) => person)).size;

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}
