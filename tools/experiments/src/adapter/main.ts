import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseEngine } from '@fairface/engine';
import { writeFileAtomic } from '@fairface/io';
import { faceApiPreprocessing, saveModel } from '@fairface/model';
import * as tf from '@tensorflow/tfjs';
import { countGroups, describeFaces } from './describe-faces';
import { formatResults } from './format-results';
import { type FaceSet, loadFaces } from './load-faces';
import { HELP, parseOptions } from './parse-options';
import { runVariants, type SystemResult } from './run-variants';
import { trainAdapter } from './train-adapter';
import type { Variant } from './variants';

const FOLDS = 3;

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  if (options === undefined) return void process.stdout.write(HELP);
  const { groups, seeds, resamples, out } = options;
  const started = performance.now();
  const { name: engine } = await chooseEngine();
  const traced = engine === 'native';
  await mkdir(out, { recursive: true });
  const needed = [...new Set([...groups.coarse, ...groups.fine])];
  const faces = await loadFaces(options.data, out, needed);
  const about = describeFaces(faces, groups, { seeds, folds: FOLDS, resamples });
  log(`${about}\nengine ${engine}`);
  const common = { faces, work: out, traced };
  const results = await runVariants({
    ...common,
    variants: options.variants,
    groups,
    legitimate: ['glasses', 'smiling'].filter(
      (name) => name in (faces.images[0]?.attributes ?? {}) && !needed.includes(name),
    ),
    seeds,
    folds: FOLDS,
    resamples,
    onProgress: (done, total, what) => {
      const elapsed = (performance.now() - started) / 1000;
      log(
        `${done}/${total} ${what}, ${elapsed.toFixed(0)} s, ${((elapsed / done) * (total - done)).toFixed(0)} s left`,
      );
    },
  });
  const text = `${about}\n${formatResults(results)}`;
  await writeFileAtomic(join(out, 'results.md'), text);
  await writeFileAtomic(join(out, 'results.json'), `${JSON.stringify(results.map(plain), null, 2)}\n`);
  await save(options.save, results);
  const list = `${join(out, 'crops', 'crops.list')} --root ${join(out, 'crops')}`;
  process.stdout.write(`${text}\n${((performance.now() - started) / 60_000).toFixed(1)} minutes; written to `);
  process.stdout.write(
    `${join(out, 'results.md')}. The adapter is a model as any other:\n  npx fairface extract ${list} --model ${join(out, 'model')} --out adapted.fea\n`,
  );

  /** Trains the chosen variant on all people and saves it with its data card. */
  async function save(variant: Variant, found: readonly SystemResult[]): Promise<void> {
    const rows = [...faces.images.keys()];
    const attributes = groups[variant.groups];
    const featureFiles = new Map();
    const { network, parameters } = await trainAdapter({ ...common, rows, variant, attributes, seed: 1, featureFiles });
    const provenance = dataCard(
      faces,
      attributes,
      variant.title,
      found.find(({ name }) => name === variant.name),
    );
    const folder = join(out, 'model');
    await mkdir(folder, { recursive: true });
    await saveModel(folder, { network, parameters, preprocessing: { ...faceApiPreprocessing, scale: 1 }, provenance });
    tf.dispose(parameters);
  }
}

/** What the model was made of and how it was judged. */
function dataCard(faces: FaceSet, attributes: readonly string[], title: string, result: SystemResult | undefined) {
  return {
    method: `${title}, ArcFace branches on frozen face-api features`,
    data: {
      images: faces.images.length,
      people: new Set(faces.images.map(({ subject }) => subject)).size,
      withoutFeature: faces.missing,
      withoutLabel: faces.unlabelled,
      groupedBy: attributes,
      groups: Object.fromEntries(countGroups(faces, attributes).map(({ name, ...counts }) => [name, counts])),
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
