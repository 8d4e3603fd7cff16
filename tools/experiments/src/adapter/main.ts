import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chooseEngine } from '@fairface/engine';
import { writeFileAtomic } from '@fairface/io';
import { faceApiPreprocessing, saveModel } from '@fairface/model';
import * as tf from '@tensorflow/tfjs';
import { DEFAULT_FACES } from '../faces-folder';
import { formatResults } from './format-results';
import { groupRows } from './group-rows';
import { type FaceSet, loadFaces } from './load-faces';
import { runVariants, type SystemResult } from './run-variants';
import { trainAdapter } from './train-adapter';
import { variants } from './variants';

const HELP = `npm run experiment:adapter -- [--data DIR] [--out DIR] [--seeds N] [--only NAME,...]

Trains adapters on frozen face-api features, with and without the distribution losses, and judges them on people that
were left out: three folds of people, N seeds.

  --data DIR      images with attributes.csv (path, subject, gender, race, ...) and record.txt
                  (default: $FAIRFACE_SHARED/data/faces, else ../shared/data/faces)
  --out DIR       crops, features, results.md, results.json and the trained adapter (default: experiments/adapter)
  --seeds N       (default: 5)
  --resamples N   of people, for the intervals (default: 1000)
  --only NAMES    some variants, separated by commas: ${variants.map(({ name }) => name).join(', ')}
  --save NAME     the variant that is trained on everybody and saved at the end (default: fine-tail)
  --coarse NAMES  attributes of the coarse groups (default: gender,race2)
  --fine NAMES    attributes of the fine groups (default: gender,race4)
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: DEFAULT_FACES },
      out: { type: 'string', default: join('experiments', 'adapter') },
      seeds: { type: 'string', default: '5' },
      resamples: { type: 'string', default: '1000' },
      only: { type: 'string' },
      save: { type: 'string', default: 'fine-tail' },
      coarse: { type: 'string', default: 'gender,race2' },
      fine: { type: 'string', default: 'gender,race4' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const started = performance.now();
  const { name: engine } = await chooseEngine();
  const traced = engine === 'native';
  await mkdir(values.out, { recursive: true });
  const faces = await loadFaces(values.data, values.out);
  const people = new Set(faces.images.map(({ subject }) => subject)).size;
  log(`${faces.images.length} faces of ${people} people (${faces.missing} without a feature), engine ${engine}`);
  const groups = { coarse: values.coarse.split(','), fine: values.fine.split(',') };
  const wanted = values.only?.split(',');
  const chosen = variants.filter(({ name }) => name === 'arcface' || wanted === undefined || wanted.includes(name));
  const common = { faces, work: values.out, traced };
  const results = await runVariants({
    ...common,
    variants: chosen,
    groups,
    legitimate: ['glasses', 'smiling'].filter((name) => name in (faces.images[0]?.attributes ?? {})),
    seeds: Number(values.seeds),
    folds: 3,
    resamples: Number(values.resamples),
    onProgress: (done, total, what) => {
      const elapsed = (performance.now() - started) / 1000;
      log(
        `${done}/${total} ${what}, ${elapsed.toFixed(0)} s, ${((elapsed / done) * (total - done)).toFixed(0)} s left`,
      );
    },
  });
  const text = formatResults(results);
  await writeFileAtomic(join(values.out, 'results.md'), text);
  await writeFileAtomic(join(values.out, 'results.json'), `${JSON.stringify(results.map(plain), null, 2)}\n`);
  await save(values.save, results);
  process.stdout.write(`${text}\n${((performance.now() - started) / 60_000).toFixed(1)} minutes; the adapter is in `);
  process.stdout.write(
    `${join(values.out, 'model')}: npx fairface extract crops.list --model ${values.out}/model ...\n`,
  );

  /** Trains the chosen variant on all people and saves it with its data card. */
  async function save(name: string, found: readonly SystemResult[]): Promise<void> {
    const variant = variants.find((one) => one.name === name);
    if (variant === undefined) throw new Error(`--save: expected a variant's name, found ${name}`);
    const rows = [...faces.images.keys()];
    const attributes = groups[variant.groups];
    const featureFiles = new Map();
    const { network, parameters } = await trainAdapter({ ...common, rows, variant, attributes, seed: 1, featureFiles });
    const provenance = dataCard(
      faces,
      attributes,
      variant.title,
      found.find((one) => one.name === name),
    );
    const folder = join(values.out, 'model');
    await mkdir(folder, { recursive: true });
    await saveModel(folder, { network, parameters, preprocessing: { ...faceApiPreprocessing, scale: 1 }, provenance });
    tf.dispose(parameters);
  }
}

/** What the model was made of and how it was judged. */
function dataCard(faces: FaceSet, attributes: readonly string[], title: string, result: SystemResult | undefined) {
  const groups = groupRows(faces.images, [...faces.images.keys()], attributes);
  return {
    method: `${title}, ArcFace branches on frozen face-api features`,
    data: {
      images: faces.images.length,
      people: new Set(faces.images.map(({ subject }) => subject)).size,
      withoutFeature: faces.missing,
      groupedBy: attributes,
      groups: Object.fromEntries(
        [...groups].map(([name, rows]) => {
          const people = new Set(rows.map((row) => faces.images[row]?.subject)).size;
          return [name, { images: rows.length, people }];
        }),
      ),
    },
    judged: result === undefined ? null : { on: 'people left out, three folds', ...plain(result) },
    limits: 'The groups come from labels of the table, which may be wrong; rates of small groups are uncertain.',
  };
}

function plain({ name, title, coarse, fine }: SystemResult) {
  const values = (system: SystemResult['coarse']): Record<string, number> =>
    Object.fromEntries([...system].map(([measure, { value }]) => [measure, value]));
  return { name, title, coarse: values(coarse), fine: values(fine) };
}

function log(text: string): void {
  process.stderr.write(`${text}\n`);
}

void main().catch((error: unknown) => {
  log(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
});
