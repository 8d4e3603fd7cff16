import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type AugmentationOptions, loadSource, type Source, streamBatches } from '@fairface/data';
import type { Preprocessing } from '@fairface/features';
import { compare } from '../compare';
import { measureProcess } from '../measure-process';
import { fairface, scratch } from '../scratch';
import { median } from '../statistics';
import { table } from '../table';
import type { TrainStepRun, TrainStepTimes } from '../train-step-run';

const BATCH = 32;
const STEPS = 40;
/** Batches that are not counted: the threads start with them. */
const WARM = 4;

const SIZES: Record<string, Preprocessing> = {
  arcface112: {
    template: 'arcface112',
    templateSize: 112,
    cut: { x: 0, y: 0, width: 112, height: 112 },
    inputSize: 112,
    channelOrder: 'rgb',
  },
  seed256: {
    template: 'seed256',
    templateSize: 256,
    cut: { x: 4, y: 4, width: 248, height: 248 },
    inputSize: 248,
    channelOrder: 'rgb',
  },
};

/**
 * Batches of real JPEG crops, decoded and augmented, in images a second: no augmentation against light and strong, of 112
 * and of 248 pixels; then what a training step consumes. Needs the photographs of `FAIRFACE_SHARED`.
 */
export async function benchDataLoader(rounds: number): Promise<string> {
  const photos = join(process.env['FAIRFACE_SHARED'] ?? resolve('..', 'shared'), 'data', 'faces');
  if (!existsSync(photos)) return `data-loader: skipped, there are no photographs in ${photos} (set FAIRFACE_SHARED)`;
  const tables: string[] = [];
  const step = await stepSpeed();
  for (const [template, preprocessing] of Object.entries(SIZES)) {
    const source = await cropSource(photos, template);
    const contender = (augment: AugmentationOptions & string) => ({
      name: augment,
      run: () => stream(source, preprocessing, augment),
    });
    cpuMs.clear();
    const comparison = await compare([contender('none'), contender('light'), contender('strong')], rounds);
    const speed = Object.fromEntries(
      Object.entries(comparison.seconds).map(([name, seconds]) => [name, ((STEPS * BATCH) / seconds).toFixed(0)]),
    );
    const title = `data-loader: ${STEPS} batches of ${BATCH} crops, ${preprocessing.inputSize} pixels, by augmentation`;
    const cost = Object.fromEntries([...cpuMs].map(([name, values]) => [name, median(values).toFixed(1)]));
    tables.push(table(title, comparison, { 'images/s': speed, 'CPU ms an image': cost }));
  }
  const last = 'A traced training step of resnet101-se, 112 pixels, batch 8, in the same run:';
  return [...tables, `${last} ${step.toFixed(1)} images/s.`].join('\n\n');
}

/** Images a second of the training step that the loader feeds. */
async function stepSpeed(): Promise<number> {
  const run: TrainStepRun = { size: 112, steps: 3, traced: true, loss: 'plain' };
  const file = join(__dirname, '..', 'train-step-run.js');
  const { stdout } = await measureProcess(process.execPath, [file, JSON.stringify(run)]);
  const { rows, stepMs } = JSON.parse(stdout) as TrainStepTimes;
  return (1000 * rows) / stepMs;
}

/** The crops of a template, made once, with their people. */
async function cropSource(photos: string, template: string): Promise<Source> {
  const crops = join(scratch, `faces-${template}`);
  if (!existsSync(join(crops, 'crops.list'))) {
    const record = join(photos, 'record.txt');
    spawnSync(
      process.execPath,
      [fairface, 'crop', record, '--root', photos, '--out', crops, '--template', template, '--quiet'],
      { stdio: 'inherit' },
    );
  }
  return loadSource({ table: join(photos, 'attributes.csv'), root: crops });
}

/** CPU time of all threads an image, by augmentation. */
const cpuMs = new Map<string, number[]>();

/** Seconds for `STEPS` batches after the first few; what is missing or damaged among the crops is replaced. */
async function stream(
  source: Source,
  preprocessing: Preprocessing,
  augment: AugmentationOptions & string,
): Promise<number> {
  let [started, cpu] = [0, process.cpuUsage()];
  const branches = [{ name: 'all', source, batch: BATCH, augment }];
  for await (const event of streamBatches({ branches, preprocessing, seed: 1, toStep: WARM + STEPS })) {
    if (event.type !== 'batch' || event.batch.step !== WARM - 1) continue;
    [started, cpu] = [performance.now(), process.cpuUsage()];
  }
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  cpuMs.set(augment, [...(cpuMs.get(augment) ?? []), (user + system) / 1000 / STEPS / BATCH]);
  return seconds;
}
