import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodePng } from '@fairface/image';
import { seededRandom } from '@fairface/io';
import { runFairface, startFairface } from '../testing/run-fairface';

const out = mkdtempSync(join(tmpdir(), 'fairface-train-'));
const at = (name: string): string => join(out, name);
const engine = ['--engine', 'wasm', '--workers', '1'];
const config = {
  model: { preset: 'tiny', embedding: 8 },
  preprocessing: { template: 'noise', templateSize: 32 },
  branches: [{ name: 'base', folder: 'people', batch: 6 }],
  steps: 8,
  validation: { folder: 'people', every: 4 },
};

jest.setTimeout(120_000);
afterAll(() => rmSync(out, { recursive: true }));
beforeAll(async () => {
  const random = seededRandom(1, 'pixels');
  for (const person of ['a', 'b', 'c']) {
    mkdirSync(at(`people/${person}`), { recursive: true });
    for (const image of ['1', '2', '3']) {
      const data = Uint8Array.from({ length: 32 * 32 * 3 }, () => random.integer(256));
      writeFileSync(at(`people/${person}/${image}.png`), await encodePng({ width: 32, height: 32, data }));
    }
  }
  writeFileSync(at('train.json'), JSON.stringify(config));
});

describe('fairface train', () => {
  it('tells what would be, and writes nothing', async () => {
    const { code, stdout } = await runFairface(['train', at('train.json'), '--dry-run', '--json', ...engine]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      engine: 'wasm',
      traced: false,
      images: 6,
      data: { base: { items: 9, classes: 3 } },
      validation: { images: 9, pairs: 36 },
      config: { branches: [{ head: { type: 'arcface', margin: 0.5 } }] },
    });
    expect(readdirSync(out).sort()).toEqual(['people', 'train.json']);
  });

  it('samples people where a step shall not see all of them', async () => {
    const branches = [{ name: 'base', folder: 'people', sampling: { people: 2, images: 2 }, head: { sample: 2 } }];
    writeFileSync(at('sample.json'), JSON.stringify({ ...config, branches }));
    const dry = await runFairface(['train', at('sample.json'), '--dry-run', ...engine]);
    expect(dry.stdout).toContain('a step sees 2 of the 3 people of base\n');
    expect(dry.stdout).toContain('memory of class weights that are sampled: 1 MiB\n');
    expect((await runFairface(['train', at('sample.json'), '--out', at('sample'), ...engine])).code).toBe(0);
    rmSync(at('sample.json'));
  });

  it('is interrupted by Ctrl-C, goes on, and ends', async () => {
    const args = ['train', at('train.json'), '--out', at('run'), ...engine];
    const { child, finished } = startFairface(args);
    child.stderr?.on('data', (text: Buffer) => {
      if (text.toString().includes('step 4: validation')) child.kill('SIGINT');
    });
    expect((await finished).code).toBe(130);
    const { code, stdout, stderr } = await runFairface([...args, '--json']);
    expect(code).toBe(0);
    expect(stderr).toMatch(/going on after step [4-7], to step 8/);
    expect(JSON.parse(stdout)).toMatchObject({ steps: 8, ended: 'steps', checkpoint: at('run/checkpoints/best') });
    expect(readdirSync(at('run')).sort()).toEqual([
      ...['checkpoints', 'config.yaml'],
      ...[1, 2].map(() => expect.stringMatching(/^events/) as string),
      ...['log.jsonl', 'metrics.jsonl', 'rejects.csv'],
    ]);
    expect(readFileSync(at('run/log.jsonl'), 'utf8')).toContain('interrupted; the same command goes on from here');
  });

  it('makes models that extract takes, by the folder of the run as well', async () => {
    const model = at('run');
    const { code, stdout } = await runFairface([
      'extract',
      at('people'),
      '--model',
      model,
      '--out',
      at('fea'),
      '--json',
    ]);
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { features: 9 }]);
  });

  it('says what is wrong in one message', async () => {
    writeFileSync(at('wrong.json'), JSON.stringify({ ...config, step: 8 }, null, 2));
    const { code, stderr } = await runFairface(['train', at('wrong.json'), '--out', at('wrong'), ...engine]);
    expect(code).toBe(2);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(/wrong\.json:\d+: step: unknown key; expected one of .*Did you mean "steps"\?/);
    expect(existsSync(at('wrong'))).toBe(false);
    expect((await runFairface(['train', at('train.json')])).stderr).toContain('Add --out RUN');
    writeFileSync(at('people/crops.list.json'), JSON.stringify({ template: { name: 'arcface112' } }));
    const crops = await runFairface(['train', at('train.json'), '--dry-run', ...engine]);
    expect(crops.code).toBe(2);
    expect(crops.stderr).toMatch(/train\.json:1: branches\[0\].*another template.*expected noise; found arcface112/);
    expect((await runFairface(['train', at('train.json'), '--out', at('wrong'), ...engine])).code).toBe(2);
    expect(existsSync(at('wrong'))).toBe(false);
    rmSync(at('people/crops.list.json'));
  });

  (existsSync('/proc/self') ? it : it.skip)('says that the folder of the run cannot be made', async () => {
    const { code, stderr } = await runFairface(['train', at('train.json'), '--out', '/proc/run', ...engine]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/\/proc\/run.*cannot be written/);
  });
});
