import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { streamBatches } from '@fairface/data';
import { chooseEngine, type EngineName } from '@fairface/engine';
import { workerFile } from '@fairface/io';
import { stringify } from 'yaml';
import { loadTrainConfig } from './config/load-train-config';
import { prepareTraining } from './run/prepare-training';
import { exampleConfig, writeExampleData } from './testing/write-example-data';

const root = mkdtempSync(join(tmpdir(), 'fairface-resume-'));
const at = (name: string): string => join(root, name);
const config = at('train.yaml');
afterAll(() => rmSync(root, { recursive: true }));

jest.setTimeout(120_000);

beforeAll(async () => {
  await writeExampleData(root);
  const [base, light, dark] = exampleConfig.branches;
  const sampled = { ...base, batch: undefined, sampling: { people: 4, images: 2 }, head: { sample: 6 } };
  writeFileSync(config, stringify({ ...exampleConfig, branches: [sampled, light, dark] }));
});

/** Trains in a process of its own; with `killAt` it is killed (SIGKILL) when it tells that step. */
function trainInChild(
  out: string,
  engine: EngineName,
  traced: boolean,
  killAt?: number,
): Promise<NodeJS.Signals | null> {
  const { filename, execArgv } = workerFile(join(__dirname, 'testing'), 'train-in-child');
  const child = spawn(process.execPath, [...execArgv, filename, config, out, engine, String(traced)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' },
  });
  child.stdout.on('data', (text: Buffer) => {
    if (text.toString().split('\n').includes(String(killAt))) child.kill('SIGKILL');
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) =>
      code === 0 || signal !== null ? resolve(signal) : reject(new Error(`${code}`)),
    );
  });
}

const content = (out: string): unknown[] => [
  ...['model.safetensors', 'optimizer.safetensors'].map((name) => readFileSync(join(out, 'checkpoints/last', name))),
  JSON.parse(readFileSync(join(out, 'checkpoints/last/state.json'), 'utf8')),
  readFileSync(join(out, 'metrics.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const { step, total, terms, gradientNorm } = JSON.parse(line) as Record<string, unknown>;
      return { step, total, terms, gradientNorm };
    }),
];

const isNative = chooseEngine({ engine: 'native' }).then(
  () => true,
  () => false,
);

describe('a training that is killed', () => {
  it.each<[EngineName, boolean]>([
    ['wasm', false],
    ['native', true],
  ])('ends bit for bit as one that is not (%s, traced: %s)', async (engine, traced) => {
    if (engine === 'native' && !(await isNative)) return console.warn('SKIPPED: there is no native engine');
    const out = (name: string): string => at(`${engine}-${traced}-${name}`);
    expect(await trainInChild(out('killed'), engine, traced, 5)).toBe('SIGKILL');
    expect(await trainInChild(out('killed'), engine, traced)).toBeNull();
    expect(await trainInChild(out('whole'), engine, traced)).toBeNull();
    const [killed, whole] = [content(out('killed')), content(out('whole'))];
    expect(killed).toEqual(whole);
    expect(whole[3]).toHaveLength(exampleConfig.steps);
  });

  it('meets the same images in the next batch', async () => {
    const { plan } = await prepareTraining(await loadTrainConfig(config), 1);
    const namesFrom = async (fromStep: number): Promise<unknown[]> => {
      const batches: unknown[] = [];
      for await (const event of streamBatches({ ...plan, fromStep, toStep: 8 })) {
        if (event.type !== 'batch') continue;
        const { step, branches, pairs } = event.batch;
        batches.push({ step, names: [...Object.values(branches), ...Object.values(pairs)].map(({ names }) => names) });
      }
      return batches;
    };
    const all = await namesFrom(0);
    expect(all).toHaveLength(8);
    expect(await namesFrom(5)).toEqual(all.slice(5));
  });
});
