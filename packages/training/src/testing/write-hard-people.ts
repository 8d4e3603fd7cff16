import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodePng } from '@fairface/image';
import { seededRandom } from '@fairface/io';

/** Side of the images. */
const SIZE = 32;
/** Each person has so many images to train on, and so many to be judged by. */
const IMAGES = { train: 16, held: 4 };

/** What the images of a group are like, values from 0 to 255. */
const GROUPS = {
  light: { brightness: 150, contrast: 50, noise: 10 },
  /** Darker, flatter and noisier. */
  dark: { brightness: 70, contrast: 22, noise: 20 },
};

/**
 * Made-up people whose images do not look alike pixel by pixel: a person is three waves of certain directions, lengths and
 * colours; each image shifts every wave and changes the light. Writes `faces.csv` (path, subject, skin, part) and the pairs
 * of training images of each group, `light.pairs` and `dark.pairs`.
 */
export async function writeHardPeople(folder: string, { people = 16, seed = 1 } = {}): Promise<void> {
  const rows = ['path,subject,skin,part'];
  for (const [skin, look] of Object.entries(GROUPS)) {
    const pairs: string[] = [];
    for (let person = 0; person < people / 2; person++) {
      const subject = `${skin}-${person}`;
      mkdirSync(join(folder, subject), { recursive: true });
      const waves = drawWaves(seededRandom(seed, 'waves', subject));
      const paths: string[] = [];
      for (let image = 0; image < IMAGES.train + IMAGES.held; image++) {
        const path = `${subject}/${image}.png`;
        const data = draw(waves, look, seededRandom(seed, 'image', path));
        writeFileSync(join(folder, path), await encodePng({ width: SIZE, height: SIZE, data }));
        rows.push(`${path},${subject},${skin},${image < IMAGES.train ? 'train' : 'held'}`);
        if (image < IMAGES.train) paths.push(path);
      }
      pairs.push(...paths.flatMap((a, at) => paths.slice(at + 1).map((b) => `${a}\t${b}\t1`)));
    }
    writeFileSync(join(folder, `${skin}.pairs`), `${pairs.join('\n')}\n`);
  }
  writeFileSync(join(folder, 'faces.csv'), `${rows.join('\n')}\n`);
}

type Random = ReturnType<typeof seededRandom>;
interface Wave {
  x: number;
  y: number;
  colour: number[];
}

function drawWaves(random: Random): Wave[] {
  return Array.from({ length: 3 }, () => {
    const [angle, length] = [Math.PI * random.next(), 4 + 8 * random.next()];
    const frequency = (2 * Math.PI) / length;
    return {
      x: frequency * Math.cos(angle),
      y: frequency * Math.sin(angle),
      colour: [0, 1, 2].map(() => random.normal()),
    };
  });
}

function draw(waves: readonly Wave[], { brightness, contrast, noise }: (typeof GROUPS)['light'], random: Random) {
  const light = brightness + 15 * random.normal();
  const phases = waves.map(() => 2 * Math.PI * random.next());
  return Uint8Array.from({ length: SIZE * SIZE * 3 }, (_, n) => {
    const [pixel, channel] = [Math.floor(n / 3), n % 3];
    const [x, y] = [pixel % SIZE, Math.floor(pixel / SIZE)];
    const pattern = waves.reduce(
      (sum, wave, w) => sum + (wave.colour[channel] ?? 0) * Math.sin(wave.x * x + wave.y * y + (phases[w] ?? 0)),
      0,
    );
    return Math.max(0, Math.min(255, Math.round(light + contrast * pattern + noise * random.normal())));
  });
}
