import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodePng, loadImage, mirrorImage, resizeImage } from '@fairface/image';
import { readRejects } from '@fairface/io';
import { runFairface, startFairface } from '../testing/run-fairface';

const out = mkdtempSync(join(tmpdir(), 'fairface-e2e-'));
const at = (name: string): string => join(out, name);
const demo = join(require.resolve('@vladmandic/face-api/package.json'), '..', 'demo');
const engine = ['--engine', 'wasm'];

const photograph = async (name: string): Promise<Uint8Array> =>
  encodePng(resizeImage(await loadImage(join(demo, `${name}.jpg`)), 640, 430));

jest.setTimeout(300_000);
afterAll(() => rmSync(out, { recursive: true }));

describe('the way of the data', () => {
  beforeAll(async () => {
    mkdirSync(at('photos'));
    for (const name of ['sample1', 'sample6']) writeFileSync(at(`photos/${name}.png`), await photograph(name));
    writeFileSync(at('photos/notes.jpg'), 'not a photograph');
    writeFileSync(at('photos/empty.png'), '');
  });

  it('detects, and says what it left out', async () => {
    const { code, stdout } = await runFairface([
      'detect',
      at('photos'),
      '--out',
      at('record.txt'),
      '--json',
      ...engine,
    ]);
    const summary = JSON.parse(stdout) as Record<string, unknown>;
    expect(code).toBe(1);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(summary).toMatchObject({ photographs: 4, engine: 'wasm', reasons: { 'empty-file': 1, 'not-an-image': 1 } });
    expect(summary['faces']).toBe(7);
    const rejects = await readRejects(at('record.rejects.csv'));
    expect(rejects.map(({ item, reason }) => `${item} ${reason}`)).toEqual([
      'empty.png empty-file',
      'notes.jpg not-an-image',
    ]);
  });

  it('crops into another folder, and keeps what is up to date the second time', async () => {
    const args = ['crop', at('record.txt'), '--root', at('photos'), '--out', at('crops'), '--json'];
    const first = await runFairface(args);
    expect([first.code, JSON.parse(first.stdout)]).toMatchObject([0, { crops: 7, kept: 0 }]);
    const second = await runFairface(args);
    expect([second.code, JSON.parse(second.stdout)]).toMatchObject([0, { crops: 7, kept: 7 }]);
    expect(readdirSync(at('crops')).filter((name) => name.endsWith('.jpg'))).toHaveLength(7);
    expect(existsSync(at('photos/sample1_cropped.jpg'))).toBe(false);
  });

  it('extracts, in shards too, to the same bytes', async () => {
    const args = (prefix: string, ...more: string[]) => [
      'extract',
      at('crops/crops.list'),
      '--out',
      at(prefix),
      '--batch',
      '2',
      '--json',
      ...engine,
      ...more,
    ];
    const whole = await runFairface(args('test.fea'));
    expect([whole.code, JSON.parse(whole.stdout)]).toMatchObject([0, { images: 7, features: 7, rejected: 0 }]);
    for (const shard of ['1/2', '2/2']) expect((await runFairface(args('parts.fea', '--shard', shard))).code).toBe(0);
    for (const pass of ['noFlip', 'Flip', 'mean']) {
      const text = readFileSync(at(`test.fea.${pass}`), 'utf8');
      expect(
        text
          .trimEnd()
          .split('\n')
          .map((line) => line.split(' ').length),
      ).toEqual(Array(7).fill(129));
      expect(readFileSync(at(`parts.fea.${pass}`), 'utf8')).toBe(text);
    }
  });

  it('predicts, rejects a pair without features and ends with 1', async () => {
    writeFileSync(
      at('pairs.csv'),
      'TEMPLATE_ID1,TEMPLATE_ID2,SCORE\nsample1,sample1,0\nsample1,sample6_2,0\nsample1,nobody,0\n',
    );
    const { code, stdout } = await runFairface([
      'results',
      at('test.fea.mean'),
      at('pairs.csv'),
      '--out',
      at('predictions.csv'),
      '--json',
    ]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      pairs: 2,
      rejected: 1,
      reasons: { 'missing-feature': 1 },
    });
    const [header, same, other] = readFileSync(at('predictions.csv'), 'utf8').split('\n');
    expect(header).toBe('TEMPLATE_ID1,TEMPLATE_ID2,SCORE');
    expect(same).toMatch(/^sample1,sample1,(1\.0{17}|0\.9{12}\d{5}|1\.0{14}\d{3})$/);
    expect(other).toMatch(/^sample1,sample6_2,-?0\.\d{17}$/);
  });
});

describe('the demo', () => {
  it("goes the whole way on one's own photographs, whatever their names", async () => {
    mkdirSync(at('own/sub folder'), { recursive: true });
    const name = 'sub folder/Grüße, 日本 1';
    writeFileSync(at(`own/${name}.png`), await photograph('sample6'));
    writeFileSync(at('own/notes.jpg'), 'not a photograph');
    const { code, stdout } = await runFairface([
      'demo',
      '--photos',
      at('own'),
      '--out',
      at('demo'),
      '--json',
      ...engine,
    ]);
    const summary = JSON.parse(stdout) as { faces: number };
    expect([code, summary]).toMatchObject([1, { photographs: 2, rejected: 1, images: 5 * summary.faces }]);
    const rated = readFileSync(at('demo/pairs.labelled.csv'), 'utf8').trimEnd().split('\n');
    expect(rated).toHaveLength(readFileSync(at('demo/pairs.csv'), 'utf8').trimEnd().split('\n').length);
    expect(await readRejects(at('demo/predictions.rejects.csv'))).toEqual([]);
    const sheet = await loadImage(at('demo/contact-sheet.png'));
    expect(sheet.height).toBeGreaterThan(400);
    expect(existsSync(at(`demo/crops/${name}_cropped.jpg`))).toBe(true);
  });

  it('takes nothing over from other photographs of the same names', async () => {
    const [photo, features] = [at('own/sub folder/Grüße, 日本 1.png'), at('demo/test.fea.mean')];
    const before = readFileSync(features);
    writeFileSync(photo, await encodePng(mirrorImage(await loadImage(photo))));
    await runFairface(['demo', '--photos', at('own'), '--out', at('demo'), '--json', ...engine]);
    expect(readFileSync(features).equals(before)).toBe(false);
  });
});

describe('bad input of a crop job', () => {
  it('leaves out each bad photograph and record with its line, and crops the rest', async () => {
    mkdirSync(at('bad'));
    const good = await photograph('sample1');
    const size = Buffer.from([0, 0, 0x4e, 0x20]); // 20,000
    const huge = Buffer.concat([good.subarray(0, 16), size, size, good.subarray(24)]);
    const files = {
      'good.png': good,
      'cut.png': good.subarray(0, 3000),
      'empty.jpg': '',
      'text.jpg': 'text',
      'huge.png': huge,
    };
    for (const [name, content] of Object.entries(files)) writeFileSync(at(`bad/${name}`), content);
    const points = '83 93 116 92 98 114 83 128 119 128';
    const lines = [
      ...[...Object.keys(files), 'nowhere.jpg'].map((name) => `${name} ${points}`),
      'good.png 1 2 3 4 5 6 7 8 9',
      `good.png ${points.replace('98', 'NaN')}`,
      `good.png ${'5 '.repeat(10)}`,
    ];
    writeFileSync(at('bad/record.txt'), lines.join('\n'));
    const { code, stdout } = await runFairface(['crop', at('bad/record.txt'), '--out', at('bad-crops'), '--json']);
    expect([code, JSON.parse(stdout)]).toMatchObject([1, { records: 9, crops: 1, rejected: 8 }]);
    const rejects = await readRejects(at('bad-crops/crops.rejects.csv'));
    expect(
      rejects.map(({ item, reason, detail }) => [/record\.txt:\d/.exec(`${item} ${detail}`)?.[0], reason]),
    ).toEqual([
      ['record.txt:2', 'truncated'],
      ['record.txt:3', 'empty-file'],
      ['record.txt:4', 'not-an-image'],
      ['record.txt:5', 'too-many-pixels'],
      ['record.txt:6', 'missing-file'],
      ['record.txt:7', 'wrong-number-count'],
      ['record.txt:8', 'not-a-number'],
      ['record.txt:9', 'equal-points'],
    ]);
  });
});

describe('what cannot start ends with 2 and one message', () => {
  const lines = ({ stderr }: { stderr: string }): string[] => stderr.trimEnd().split('\n');
  const crop = (to: string): string[] => ['crop', at('record.txt'), '--root', at('photos'), '--out', to];

  it.each([
    ['an unknown command', ['recognise'], "unknown command 'recognise'"],
    ['an unknown flag', ['crop', 'record.txt', '--templat', 'x'], 'Did you mean --template?'],
    ['a missing flag', ['detect', 'photos'], "required option '--out <file>' not specified"],
    ['a score that is none', ['detect', 'photos', '--out', 'x', '--min-score', '7'], 'Expected a number from 0 to 1'],
    [
      'a missing record file',
      ['crop', '/nowhere/record.txt', '--out', at('none')],
      '/nowhere/record.txt: no such file',
    ],
    [
      'a root that is not there',
      ['crop', at('record.txt'), '--root', at('no-such-root')],
      'no-such-root: no such folder; expected the folder that the paths of the records are relative to',
    ],
    [
      'an unknown template',
      ['crop', at('record.txt'), '--template', 'seed25', '--out', at('none')],
      'expected seed256, arcface112 or a JSON file',
    ],
    [
      'an unknown model',
      ['extract', at('crops/crops.list'), '--out', at('x'), '--model', 'faceapy', ...engine],
      'unknown --model; expected faceapi or the folder of a trained model; found faceapy',
    ],
    [
      'a missing feature file',
      ['results', '/nowhere/test.fea', at('pairs.csv'), '--out', at('y.csv')],
      '/nowhere/test.fea: no such file',
    ],
  ])('%s', async (_, args, message) => {
    const { code, stdout, stderr } = await runFairface(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('a pair list without a header, with the line and what was expected', async () => {
    writeFileSync(at('bare.csv'), '1,2,0.5\n3,4,0.1\n');
    const finished = await runFairface(['results', at('test.fea.mean'), at('bare.csv'), '--out', at('z.csv')]);
    expect(finished.code).toBe(2);
    expect(lines(finished).at(-1)).toMatch(/bare\.csv:1: .*expected .*header.*found 1,2,0\.5/);
    expect(existsSync(at('z.csv'))).toBe(false);
  });

  it('a feature file with a short line, with its line', async () => {
    writeFileSync(at('short.fea'), 'a.jpg 1.000000 0.000000\nb.jpg 1.000000\n');
    const finished = await runFairface(['results', at('short.fea'), at('pairs.csv'), '--out', at('z.csv')]);
    expect(finished.code).toBe(2);
    expect(lines(finished).at(-1)).toMatch(/short\.fea:2: /);
  });

  it('a read-only output folder', async () => {
    mkdirSync(at('readonly'));
    chmodSync(at('readonly'), 0o500);
    // The superuser may write in every folder of a disk, but not here.
    const folder = process.getuid?.() === 0 ? '/sys/kernel' : at('readonly');
    const finished = await runFairface(crop(join(folder, 'crops')));
    expect(finished.code).toBe(2);
    expect(lines(finished).at(-1)).toContain('no permission to write here');
    expect(existsSync(join(folder, 'crops'))).toBe(false);
  });

  it('an output folder that is a file', async () => {
    const finished = await runFairface(crop(at('record.txt/crops')));
    expect(finished.code).toBe(2);
    expect(lines(finished).at(-1)).toMatch(/cannot be written: a part of its path is a file, not a folder/);
  });

  it('an engine that is forced and cannot run', async () => {
    const finished = await runFairface(['detect', at('photos'), '--out', at('q.txt'), '--engine', 'gpu']);
    expect(finished.code).toBe(2);
    expect(finished.stderr).toContain('Allowed choices are auto, native, wasm, cpu');
  });
});

describe('Ctrl-C', () => {
  it('ends with 130, and the same command goes on', async () => {
    const args = ['detect', at('photos'), '--out', at('stopped.txt'), '--json', ...engine];
    const { child, finished } = startFairface(args);
    const journal = at('stopped.txt.journal');
    while (!existsSync(journal) || readFileSync(journal, 'utf8').split('\n').length < 4) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (child.exitCode !== null) break;
    }
    child.kill('SIGINT');
    const { code, stdout, stderr } = await finished;
    expect([code, stdout]).toEqual([130, '']);
    expect(stderr).toContain('the same command goes on from here');
    expect(existsSync(at('stopped.txt'))).toBe(false);
    const again = await runFairface(args);
    expect(JSON.parse(again.stdout)).toMatchObject({ photographs: 4, faces: 7 });
    expect((JSON.parse(again.stdout) as { resumed: number }).resumed).toBeGreaterThanOrEqual(2);
    expect(readFileSync(at('stopped.txt'), 'utf8')).toBe(readFileSync(at('record.txt'), 'utf8'));
  });
});
