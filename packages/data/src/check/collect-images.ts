import type { ItemReference } from '../source/source';
import { hasLocalLabels } from './check-people';
import type { CheckedBranch } from './check-plan';

/** An image (or feature vector), and what uses it. */
export interface UsedImage {
  reference: ItemReference;
  /** As the first branch names it. */
  name: string;
  /** Names of the branches that use it, its pairs' too. */
  branches: Set<string>;
  /** The people that branches say it shows; `scope` is where a person's name means the same person. */
  people: { branch: string; scope: string; person: string }[];
}

/** Every image of all branches and pairs, once. */
export function collectImages(branches: readonly CheckedBranch[]): UsedImage[] {
  const images = new Map<string, UsedImage>();
  const use = (branch: string, name: string, reference: ItemReference, origin: string): UsedImage => {
    const key = keyOf(reference, origin, name);
    const image = images.get(key) ?? { reference, name, branches: new Set<string>(), people: [] };
    images.set(key, image);
    image.branches.add(branch);
    return image;
  };
  for (const branch of branches) {
    const { name, source, pairs } = branch;
    const scope = hasLocalLabels(branch) ? name : '';
    source.names.forEach((item, n) => {
      const person = source.classes[source.labels[n] as number] as string;
      use(name, item, source.item(n), source.origin).people.push({ branch: name, scope, person });
    });
    pairs?.names.forEach((sides, n) => {
      pairs.item(n).forEach((reference, side) => use(name, sides[side] as string, reference, source.origin));
    });
  }
  return [...images.values()];
}

function keyOf(reference: ItemReference, origin: string, name: string): string {
  if ('vector' in reference) return `${origin}\n${name}`;
  return 'offset' in reference ? `${reference.file}\n${reference.offset}` : reference.file;
}
