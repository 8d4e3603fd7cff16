import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRejects } from '@fairface/io';
import { readSafetensors, writeSafetensors } from '@fairface/model';
import * as tf from '@tensorflow/tfjs';
import { loadTrainConfig } from './config/load-train-config';
import { prepareTraining } from './run/prepare-training';
import { exampleTrainings } from './testing/example-trainings';
import { exampleConfig } from './testing/write-example-data';

const { at, configOf, run, linesOf, tensorsOf } = exampleTrainings();

jest.setTimeout(120_000);

describe('train', () => {
  it('keeps everything of a run in its folder, and leaks no tensor', async () => {
    const config = await configOf({ validation: { table: 'faces.csv', by: ['skin'], every: 4, batch: 8 } });
    const before = tf.memory().numTensors;
    const counts: number[] = [];
    const { events, summary } = await run({ config, out: at('whole') }, (event) => {
      if (event.type === 'step') counts.push(tf.memory().numTensors);
    });
    expect(tf.memory().numTensors).toBe(before);
    expect(new Set(counts).size).toBe(1);
    expect(events.map(({ type }) => type)).toEqual([
      'start',
      ...['step', 'step', 'checkpoint', 'step', 'step', 'validation', 'checkpoint'],
      ...['step', 'step', 'checkpoint', 'step', 'step', 'validation', 'checkpoint'],
    ]);
    expect(summary).toMatchObject({ steps: 8, trained: 8, ended: 'steps', rejected: 0 });
    expect(readdirSync(at('whole')).sort()).toEqual([
      'checkpoints',
      'config.yaml',
      expect.stringMatching(/^events\.out\.tfevents/),
      'metrics.jsonl',
      'rejects.csv',
    ]);
    expect(await loadTrainConfig(at('whole/config.yaml'))).toEqual(config);
    const lines = linesOf(at('whole'));
    expect(lines).toHaveLength(10);
    const terms = Object.values(lines[0]?.['terms'] as Record<string, number>);
    expect(terms.reduce((sum, value) => sum + value, 0)).toBeCloseTo(lines[0]?.['total'] as number, 3);
    expect(lines[0]).toMatchObject({ step: 1, learningRate: 0.01, waitMs: expect.any(Number) as number });
    expect(lines[4]).toMatchObject({
      step: 4,
      validation: {
        auc: expect.any(Number) as number,
        groups: { 'skin=light': {}, 'skin=dark': {} },
        gaps: { fmr: expect.any(Number) as number },
      },
    });
  });

  it('goes on exactly: twice N steps are 2N steps, bit for bit', async () => {
    const config = await configOf();
    await run({ config, out: at('once') });
    await run({ config, out: at('twice'), until: 3 });
    const { events, summary } = await run({ config, out: at('twice') });
    expect(events[0]).toMatchObject({ type: 'start', step: 3, resumed: true, notes: [] });
    expect(summary).toMatchObject({ steps: 8, trained: 5 });
    expect(tensorsOf(at('twice'))).toEqual(tensorsOf(at('once')));
    const numbers = (out: string) => linesOf(out).map(({ step, total, terms }) => ({ step, total, terms }));
    expect(numbers(at('twice'))).toEqual(numbers(at('once')));
    expect((await run({ config, out: at('twice') })).summary).toMatchObject({ steps: 8, trained: 0, total: null });
  });

  it('stops where it is asked to, with a checkpoint', async () => {
    const config = await configOf();
    const stop = new AbortController();
    const stopped = run({ config, out: at('stopped'), signal: stop.signal }, (event) => {
      if (event.type === 'step' && event.step === 3) stop.abort();
    });
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    await run({ config, out: at('stopped') });
    expect(tensorsOf(at('stopped'))).toEqual(tensorsOf(at('once')));
  });

  it('does not go on with other data or another network', async () => {
    mkdirSync(at('other'), { recursive: true });
    cpSync(at('once/checkpoints'), at('other/checkpoints'), { recursive: true, verbatimSymlinks: true });
    const lines = readFileSync(at('data/all.list'), 'utf8');
    try {
      writeFileSync(at('data/all.list'), lines.split('\n').slice(1).join('\n'));
      await expect(run({ config: await configOf(), out: at('other') })).rejects.toThrow(
        /other data: base; expected 32 items of 8 people, SHA-256 \w+; found 31 items of 8 people/,
      );
    } finally {
      writeFileSync(at('data/all.list'), lines);
    }
    const config = await configOf({ model: { preset: 'tiny', embedding: 8 } });
    await expect(run({ config, out: at('other') })).rejects.toThrow(
      'another configuration: model.embedding; expected 16; found 8',
    );
  });

  it('says what to do where the newest checkpoint is damaged', async () => {
    cpSync(at('once/checkpoints'), at('damaged/checkpoints'), { recursive: true, verbatimSymlinks: true });
    const config = await configOf();
    rmSync(at('damaged/checkpoints/step-00000008/optimizer.safetensors'));
    await expect(run({ config, out: at('damaged') })).rejects.toThrow(
      /cannot be used: .*optimizer.safetensors.* Remove .*step-00000008 to go on from the one after step 6$/,
    );
    rmSync(at('damaged/checkpoints/step-00000008'), { recursive: true });
    expect((await run({ config, out: at('damaged') })).summary).toMatchObject({ steps: 8, trained: 2 });
    expect(tensorsOf(at('damaged'))).toEqual(tensorsOf(at('once')));
  });

  it('takes no more of a branch or of pairs than there is', async () => {
    const [base, ...others] = exampleConfig.branches;
    const branches = [
      { ...base, batch: undefined, sampling: { people: 9, images: 2 } },
      { ...others[0], batch: 17 },
      others[1],
    ];
    const config = await configOf({
      branches,
      groups: [{ branch: 'light', pairs: 'light.pairs', batch: 25 }],
      constraints: {},
    });
    const error: unknown = await run({ config, out: at('large') }).catch((reason: unknown) => reason);
    expect((error as Error).message.replaceAll(/^.*\/(?=train.yaml)/gm, '').split('\n')).toEqual([
      expect.stringMatching(
        /^train.yaml:\d+: branches\[0\].sampling.people: is more than branch "base" has; expected at most 8 people; found 9$/,
      ),
      expect.stringMatching(
        /^train.yaml:\d+: branches\[1\].batch: is larger than branch "light"; expected at most 16 images; found 17$/,
      ),
      expect.stringMatching(
        /^train.yaml:\d+: groups\[0\].batch: is larger than the pairs of group "light"; expected at most 24 pairs; found 25$/,
      ),
    ]);
  });

  it('takes no crops of another template, in no branch and not to validate on', async () => {
    mkdirSync(at('data/other'), { recursive: true });
    cpSync(at('data/p0'), at('data/other/p0'), { recursive: true });
    cpSync(at('data/p1'), at('data/other/p1'), { recursive: true });
    writeFileSync(at('data/other/crops.list.json'), JSON.stringify({ template: { name: 'seed256' } }));
    const wrong = (field: string): RegExp =>
      new RegExp(`train.yaml:\\d+: ${field}: .*another template .* to be trained; expected made-up; found seed256`);
    const validation = await configOf({ validation: { folder: 'other' } });
    await expect(run({ config: validation, out: at('template') })).rejects.toThrow(wrong('validation'));
    const [, ...others] = exampleConfig.branches;
    const branches = [{ name: 'base', folder: 'other', batch: 2 }, ...others];
    await expect(run({ config: await configOf({ branches }), out: at('template') })).rejects.toThrow(
      wrong('branches\\[0\\]'),
    );
    expect(existsSync(at('template'))).toBe(false);
  });

  it('sees the people of a batch, and no more than there are', async () => {
    const branches = [
      { name: 'base', list: 'all.list', batch: 8, head: { sample: 0.5 } },
      { name: 'light', list: 'light.list', sampling: { people: 3, images: 2 }, head: { sample: 2 } },
      { name: 'dark', list: 'dark.list', batch: 2, head: { sample: 5 } },
    ];
    const error: unknown = await run({ config: await configOf({ branches }), out: at('sample') }).catch(
      (reason: unknown) => reason,
    );
    expect((error as Error).message.replaceAll(/^.*\/(?=train.yaml)/gm, '').split('\n')).toEqual([
      expect.stringMatching(
        /^train.yaml:\d+: branches\[0\].head.sample: is too small: a step has to see all people of its batch; expected at least 8 of 8 people \(1\); found 0.5 \(4 people\)$/,
      ),
      expect.stringMatching(
        /^train.yaml:\d+: branches\[1\].head.sample: is too small.*at least 3 of 4 people \(0.75\); found 2$/,
      ),
      expect.stringMatching(
        /^train.yaml:\d+: branches\[2\].head.sample: is more people than there are; expected at most 4; found 5$/,
      ),
    ]);
  });

  it('keeps sampled class weights in its checkpoints, starts them from class means, and goes on exactly', async () => {
    const features = exampleConfig.model.embedding;
    const names = readFileSync(at('data/all.list'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split('\t')[0] as string);
    const vector = (n: number): string =>
      Array.from({ length: features }, (_, d) => (((n >> 2) + d) % 8) + 1).join(' ');
    writeFileSync(at('data/all.fea'), names.map((name, n) => `${name.replace('.png', '')} ${vector(n)}\n`).join(''));
    const head = { sample: 0.75, init: 'class-mean', features: 'all.fea' };
    const [, ...others] = exampleConfig.branches;
    const branches = [{ name: 'base', list: 'all.list', sampling: { people: 4, images: 2 }, head }, ...others];
    const config = await configOf({
      branches,
      optimiser: { type: 'adamw' },
      validation: { list: 'all.list', every: 4 },
    });
    const before = tf.memory().numTensors;
    await run({ config, out: at('sampled') });
    expect(tf.memory().numTensors).toBe(before);
    await run({ config, out: at('sampled-parts'), until: 3 });
    await run({ config, out: at('sampled-parts') });
    expect(tensorsOf(at('sampled-parts'))).toEqual(tensorsOf(at('sampled')));
    const { tensors } = await readSafetensors(join(at('sampled/checkpoints/last'), 'optimizer.safetensors'));
    for (const name of ['heads/base', 'optimiser/mean/heads/base', 'optimiser/square/heads/base']) {
      expect(tensors.get(name)?.shape).toEqual([8, features]);
    }
    const start = await prepareTraining(config, 1).then((prepared) => prepared.initialise());
    const weights = start.banks.tensors().get('heads/base')?.data ?? new Float32Array();
    tf.dispose(start.state);
    const length = Math.hypot(...weights.subarray(0, features));
    expect([length, (weights[1] as number) / (weights[0] as number)]).toEqual([1, 2].map((v) => expect.closeTo(v, 5)));
    tensors.set('heads/base', { shape: [7, features], dtype: 'F32', data: new Float32Array(7 * features) });
    await writeSafetensors(join(at('sampled/checkpoints/step-00000008'), 'optimizer.safetensors'), tensors);
    await expect(run({ config, out: at('sampled') })).rejects.toThrow(
      "the tensor 'heads/base' has another shape than the model; expected [8,16]; found [7,16]",
    );
  });

  it('stops at a loss that is not finite, and names the batch', async () => {
    const config = await configOf({
      schedule: { type: 'constant', learningRate: 1e30 },
      clip: undefined,
      optimiser: { weightDecay: 0 },
    });
    await expect(run({ config, out: at('nan') })).rejects.toThrow(
      /non-finite-batch.json: step \d: the loss or its gradient is not finite; the file names the images of the batch; found .*(NaN|Infinity)/,
    );
    const { step, branches, pairs } = JSON.parse(readFileSync(at('nan/non-finite-batch.json'), 'utf8')) as {
      step: number;
      branches: Record<string, string[]>;
      pairs: Record<string, [string, string][]>;
    };
    expect(branches['base']).toHaveLength(8);
    expect(pairs['light']?.[0]).toHaveLength(2);
    const saved = existsSync(at('nan/checkpoints/last')) ? linesOf(at('nan')).length : 0;
    expect(saved).toBeLessThan(step);
  });

  it('names an unreadable image once, and trains on', async () => {
    const image = readFileSync(at('data/p0/0.png'));
    try {
      writeFileSync(at('data/p0/0.png'), image.subarray(0, 100));
      const { summary } = await run({ config: await configOf(), out: at('rejects') });
      const items = (await readRejects(at('rejects/rejects.csv'))).map(({ item }) => item);
      // Alone, and in the pairs that need it.
      expect(items.filter((item) => item === 'p0/0.png')).toHaveLength(1);
      expect(items.every((item) => item.includes('p0/0.png'))).toBe(true);
      expect(summary).toMatchObject({ steps: 8, rejected: items.length });
    } finally {
      writeFileSync(at('data/p0/0.png'), image);
    }
  });

  it('keeps the best checkpoint, and stops where nothing gets better', async () => {
    const validation = { list: 'all.list', every: 1, monitor: 'auc', earlyStop: { patience: 2, minDelta: 2 } };
    const config = await configOf({ validation, checkpoint: { every: 1, keepLast: 1 } });
    const { summary } = await run({ config, out: at('early') });
    expect(summary).toMatchObject({ steps: 3, ended: 'early-stop', best: { step: 1 } });
    expect(readdirSync(at('early/checkpoints')).sort()).toEqual(['best', 'last', 'step-00000001', 'step-00000003']);
    expect((await run({ config, out: at('early') })).summary).toMatchObject({ trained: 0, ended: 'early-stop' });
  });

  it('starts from the weights of another training', async () => {
    const config = await configOf({
      initFrom: at('once/checkpoints/last'),
      steps: 1,
      schedule: { learningRate: 1e-30 },
      optimiser: { weightDecay: 0, momentum: 0 },
      batchNorm: 'moving',
    });
    await run({ config, out: at('from') });
    expect(tensorsOf(at('from'))[0]).toEqual(tensorsOf(at('once'))[0]);
  });
});
