import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chooseEngine } from '@fairface/engine';
import { InputError, writeFileAtomic } from '@fairface/io';
import type { Vectors } from '../adapter/score-pairs';
import { DEFAULT_FACES } from '../faces-folder';
import { formatResults } from './format-results';
import { judgeVariants } from './judge-variants';
import { prepareFaces } from './prepare-faces';
import { trainVariant } from './train-variant';
import { type Variant, variants } from './variants';

const HELP = `npm run experiment:scratch -- [--data DIR] [--out DIR] [--seeds N] [--steps N]

Trains a small network from scratch, with and without the terms on similarity distributions, and judges it on people that
were split off. A run that was interrupted goes on.

  --data DIR   images with attributes.csv (path, subject, gender, race) and record.txt
               (default: $FAIRFACE_SHARED/data/faces, else ../shared/data/faces)
  --out DIR    crops, configurations, runs and results.md (default: experiments/scratch)
  --seeds N    (default: 3)
  --steps N    (default: 250)
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: DEFAULT_FACES },
      out: { type: 'string', default: join('experiments', 'scratch') },
      seeds: { type: 'string', default: '3' },
      steps: { type: 'string', default: '250' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(HELP);
  const started = performance.now();
  const minutes = (): string => ((performance.now() - started) / 60_000).toFixed(1);
  const { name: engine } = await chooseEngine();
  const work = resolve(values.out);
  const prepared = await prepareFaces(values.data, work);
  const { faces, groups } = prepared;
  const held = faces.filter((face) => face.held);
  const people = new Set(held.map(({ subject }) => subject)).size;
  log(`${faces.length} faces; ${held.length} of them, of ${people} people, are split off; engine ${engine}`);
  for (const { name, images, people: own } of groups) log(`  trained on: ${name}, ${images} faces of ${own} people`);
  const runs = variants.map((variant): { variant: Variant; vectors: Vectors[] } => ({ variant, vectors: [] }));
  const [seeds, steps] = [Number(values.seeds), Number(values.steps)];
  for (let seed = 1; seed <= seeds; seed++) {
    for (const { variant, vectors } of runs) {
      let loss = NaN;
      const onStep = (step: number, total: number): void => {
        loss = total;
        if (step % 50 === 0) log(`${variant.title}, seed ${seed}: step ${step} of ${steps}, loss ${total.toFixed(2)}`);
      };
      const common = { prepared, variant, seed, steps, work, engine, traced: engine === 'native' };
      vectors.push(await trainVariant({ ...common, onStep }));
      log(`${variant.title}, seed ${seed}: loss ${loss.toFixed(2)}, ${minutes()} minutes`);
    }
  }
  const { judged, data } = judgeVariants(faces, runs);
  const genuine = data.pairs.genuine.reduce((sum, one) => sum + one, 0);
  const head = `${held.length} faces of ${people} people, ${genuine} genuine pairs, ${data.pairs.length - genuine} others; ${seeds} seeds of ${steps} steps.\n`;
  const text = `${head}\n${formatResults(judged)}`;
  await writeFileAtomic(join(work, 'results.md'), text);
  process.stdout.write(`${text}\n${minutes()} minutes; written to ${join(values.out, 'results.md')}\n`);
}

function log(text: string): void {
  process.stderr.write(`${text}\n`);
}

void main().catch((error: unknown) => {
  const isMissing = error instanceof InputError && error.code === 'missing-file';
  log(
    `${isMissing ? 'SKIPPED, there are no faces to train on: ' : ''}${error instanceof Error ? error.message : String(error)}`,
  );
  process.exitCode = isMissing ? 0 : 2;
});
