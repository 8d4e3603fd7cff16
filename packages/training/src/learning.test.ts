import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseEngine } from '@fairface/engine';
import { stringify } from 'yaml';
import { loadTrainConfig } from './config/load-train-config';
import { writeHardPeople } from './testing/write-hard-people';
import { train } from './train';
import type { PairRating } from './validate/rate-pairs';

const root = mkdtempSync(join(tmpdir(), 'fairface-learning-'));
afterAll(() => rmSync(root, { recursive: true }));

jest.setTimeout(180_000);

const source = (filter: string): object => ({ table: 'faces.csv', filter });
const branch = (name: string, filter: string, batch: number): object => ({
  name,
  batch,
  ...source(filter),
  head: { scale: 16, margin: 0.2 },
  augment: 'none',
});
const config = {
  model: { preset: 'tiny', embedding: 32 },
  preprocessing: { template: 'made-up', templateSize: 32 },
  branches: [
    branch('base', 'part == "train"', 24),
    branch('light', 'part == "train" and skin == "light"', 8),
    branch('dark', 'part == "train" and skin == "dark"', 8),
  ],
  groups: ['light', 'dark'].map((group) => ({ branch: group, pairs: `${group}.pairs`, batch: 4 })),
  constraints: { kl: {}, entropy: {}, order: {} },
  schedule: { learningRate: 0.1, warmupSteps: 5 },
  clip: 5,
  steps: 100,
  validation: { ...source('part == "held"'), by: ['skin'], every: 25 },
};

/** Trains on the fastest engine of this machine and gives every validation's rating. */
async function ratings(): Promise<PairRating[]> {
  const { name: engine } = await chooseEngine();
  const file = join(root, 'train.yaml');
  writeFileSync(file, stringify(config));
  const job = train({
    config: await loadTrainConfig(file),
    out: join(root, 'run'),
    traced: engine === 'native',
    workers: 1,
  });
  const found: PairRating[] = [];
  for await (const event of job) if (event.type === 'validation') found.push(event.rating);
  return found;
}

describe('a training of two groups, one of them harder', () => {
  it('tells people apart on images that it has not seen, in both groups', async () => {
    await writeHardPeople(root);
    const [first, , , last] = await ratings();
    // What it knows comes of the steps: the network does not begin with it.
    expect(first?.auc).toBeLessThan(0.9);
    expect(last?.auc).toBeGreaterThan(0.95);
    expect(Object.entries(last?.groups ?? {}).map(([name, { auc }]) => [name, (auc ?? 0) > 0.9])).toEqual([
      ['skin=dark', true],
      ['skin=light', true],
    ]);
  });
});
