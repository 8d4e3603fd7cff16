import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFeatures } from '@fairface/features';
import { seededRandom } from '@fairface/io';

/** A feature file and its attributes table. */
export interface PlantedSet {
  readonly features: string;
  readonly attributes: string;
  readonly names: string[];
  readonly vectors: Float32Array[];
  readonly people: string[];
  readonly groups: string[];
}

export interface PlantedOptions {
  readonly persons: number;
  readonly images: number;
  readonly dimension: number;
  /** How far images of a person are from each other. */
  readonly noise?: number;
}

/**
 * Writes features of made-up people, in groups `g0` and `g1` by turns, into a folder. The second image of the first person
 * is one of the third person (same group); the last image of the second person (`g1`) and of the fifth (`g0`) are the same.
 */
export async function plantedSet(
  folder: string,
  { persons, images, dimension, noise = 0.3 }: PlantedOptions,
): Promise<PlantedSet> {
  const random = seededRandom(1, 'planted');
  const normal = () => Float32Array.from({ length: dimension }, () => random.normal());
  const centres = Array.from({ length: persons }, normal);
  const vectors: Float32Array[] = [];
  const [names, people, groups] = [[] as string[], [] as string[], [] as string[]];
  centres.forEach((centre, person) => {
    for (let n = 0; n < images; n++) {
      const from = person === 0 && n === 1 ? (centres[2] ?? centre) : centre;
      const off = normal();
      vectors.push(from.map((value, d) => value + noise * (off[d] ?? 0)));
      people.push(`p${person}`);
      groups.push(`g${person % 2}`);
      names.push(`p${person}/${n}_cropped.png`);
    }
  });
  vectors[5 * images - 1] = Float32Array.from(vectors[2 * images - 1] ?? []);
  const features = join(folder, 'planted.npy');
  const data = Float32Array.from(vectors.flatMap((vector) => [...vector]));
  await writeFeatures(features, { names, dimension, data });
  const attributes = join(folder, 'planted.csv');
  const rows = names.map((name, n) => `${name.replace('_cropped', '')},${people[n]},${groups[n]}`);
  writeFileSync(attributes, `path,subject,group\n${rows.join('\n')}\n`);
  return { features, attributes, names, vectors, people, groups };
}
