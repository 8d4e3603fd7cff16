import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodePng } from '@fairface/image';
import { seededRandom } from '@fairface/io';

/** Side of the images. */
const SIZE = 32;

/**
 * Made-up people as images of 32 pixels in a folder: each a pattern of colours of its own, each image of it with noise.
 * Beside them `all.list`, `light.list` and `dark.list`, `light.pairs` and `dark.pairs`, and `faces.csv`.
 */
export async function writeExampleData(
  folder: string,
  { people = 8, images = 4, seed = 1 }: { people?: number; images?: number; seed?: number } = {},
): Promise<void> {
  const rows: { path: string; person: string; group: string }[] = [];
  for (let p = 0; p < people; p++) {
    const person = `p${p}`;
    const group = p % 2 === 0 ? 'light' : 'dark';
    mkdirSync(join(folder, person), { recursive: true });
    for (let n = 0; n < images; n++) {
      const path = `${person}/${n}.png`;
      writeFileSync(join(folder, path), await encodePng(face(seed, p, n, group === 'light' ? 60 : 0)));
      rows.push({ path, person, group });
    }
  }
  const list = (of: typeof rows): string => of.map(({ path, person }) => `${path}\t${person}\n`).join('');
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  write('all.list', list(rows));
  write('faces.csv', `path,subject,skin\n${rows.map((row) => `${row.path},${row.person},${row.group}\n`).join('')}`);
  for (const group of ['light', 'dark']) {
    const own = rows.filter((row) => row.group === group);
    write(`${group}.list`, list(own));
    const pairs = own
      .flatMap((a, at) => own.slice(at + 1).map((b) => [a, b] as const))
      .filter(([a, b]) => a.person === b.person);
    write(`${group}.pairs`, pairs.map(([a, b]) => `${a.path}\t${b.path}\t1\n`).join(''));
  }
}

function face(seed: number, person: number, image: number, brightness: number) {
  const own = seededRandom(seed, 'person', person);
  const waves = Array.from(
    { length: 6 },
    () => [own.next() * 0.5, own.next() * 0.5, own.next() * 6.3, own.integer(3)] as const,
  );
  const noise = seededRandom(seed, 'noise', person, image);
  const data = new Uint8Array(SIZE * SIZE * 3);
  for (let n = 0; n < data.length; n++) {
    const [pixel, channel] = [Math.floor(n / 3), n % 3];
    const [x, y] = [pixel % SIZE, Math.floor(pixel / SIZE)];
    const value = waves.reduce(
      (sum, [fx, fy, phase, c]) => (c === channel ? sum + 40 * Math.sin(fx * x + fy * y + phase) : sum),
      90,
    );
    data[n] = Math.max(0, Math.min(255, Math.round(value + brightness + 12 * noise.normal())));
  }
  return { width: SIZE, height: SIZE, data };
}

/** A configuration of every kind of term on that data, for a network of 32 pixels. */
export const exampleConfig = {
  model: { preset: 'tiny', embedding: 16 },
  preprocessing: { template: 'made-up', templateSize: 32 },
  branches: [
    { name: 'base', list: 'all.list', batch: 8 },
    { name: 'light', list: 'light.list', batch: 6 },
    { name: 'dark', list: 'dark.list', batch: 6, head: { type: 'curricularface' } },
  ],
  groups: [
    { branch: 'light', pairs: 'light.pairs', batch: 3 },
    { branch: 'dark', pairs: 'dark.pairs', batch: 3 },
  ],
  constraints: { kl: {}, entropy: {}, order: {} },
  topK: 10,
  schedule: { learningRate: 0.02, warmupSteps: 2 },
  clip: 5,
  steps: 8,
  checkpoint: { every: 2, keepLast: 2 },
};
