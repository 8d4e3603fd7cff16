import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { ConfigError } from './config-error';
import { loadTrainConfig } from './load-train-config';

const folder = mkdtempSync(join(tmpdir(), 'fairface-config-'));
afterAll(() => rmSync(folder, { recursive: true }));
for (const name of ['base.list', 'a.list', 'b.list', 'a.pairs', 'b.pairs', 'faces.csv', 'base.npy']) {
  writeFileSync(join(folder, name), '');
}

const text = `model: { preset: tiny }
branches:
  - { name: base, list: base.list, batch: 8 }
  - { name: light, list: a.list, batch: 4 }
  - name: dark
    list: b.list
    batch: 4
groups:
  - { branch: light, pairs: a.pairs, batch: 2 }
  - { branch: dark, pairs: b.pairs, batch: 2 }
constraints:
  kl: { weight: 0.1, between: [[light, dark]] }
steps: 20
`;

const load = async (content: string, name = 'train.yaml') => {
  const file = join(folder, name);
  writeFileSync(file, content);
  return loadTrainConfig(file);
};
/** The messages of all problems, without the file's folder. */
const problemsOf = async (content: string, name?: string): Promise<string[]> => {
  const error: unknown = await load(content, name).catch((reason: unknown) => reason);
  if (!(error instanceof Error)) throw new Error('expected a problem');
  const problems = error instanceof ConfigError ? error.problems : [error];
  return problems.map(({ message }) => message.replaceAll(`${folder}/`, ''));
};
/** The configuration with one piece of its text exchanged. */
const changed = (from: string, to: string): string => {
  expect(text).toContain(from);
  return text.replace(from, to);
};

describe('loadTrainConfig', () => {
  it('fills in every default, and makes paths absolute', async () => {
    const config = await load('model: { preset: tiny }\nbranches: [{ name: base, list: base.list }]\n');
    expect(config).toMatchObject({
      branches: [
        {
          name: 'base',
          list: join(folder, 'base.list'),
          batch: 32,
          sampling: 'epoch',
          head: { type: 'arcface', scale: 64, margin: 0.5, init: 'xavier' },
        },
      ],
      constraints: {},
      optimiser: { type: 'sgd', momentum: 0.9, weightDecay: 5e-4 },
      schedule: { type: 'cosine', learningRate: 0.1 },
      histogram: { nodes: 100, from: 0, to: 0.99, kernel: 'gaussian' },
      preprocessing: { template: 'arcface112', templateSize: 112, cut: { x: 0, y: 0, width: 112, height: 112 } },
      topK: 100,
      positiveBelow: 0.6,
      l2: 0.001,
      accumulate: 1,
      steps: 10_000,
      seed: 1,
      trace: true,
      checkpoint: { every: 500, keepLast: 3 },
    });
    expect(config.model).toMatchObject({ preset: 'tiny', inputSize: expect.any(Number) as number });
  });

  it('reads JSON, and writes what it reads again', async () => {
    const config = await load(text);
    expect(await load(JSON.stringify(config), 'again.json')).toEqual(config);
    expect(await load(stringify(config), 'again.yaml')).toEqual(config);
  });

  it('takes the crops of the reference for its size', async () => {
    const { preprocessing } = await load(changed('preset: tiny', 'preset: resnet101-se'));
    const cut = { x: 4, y: 4, width: 248, height: 248 };
    expect(preprocessing).toMatchObject({ template: 'seed256', templateSize: 256, cut });
  });

  it('has the terms of the method where groups are named and no constraints', async () => {
    const { constraints } = await load(text.replace(/constraints:\n.*\n/, ''));
    expect(constraints).toMatchObject({
      kl: { weight: 0.1, between: 'all' },
      entropy: { weight: 0.01 },
      order: { weight: 0.1 },
    });
  });

  it.each<[string, string, string, string]>([
    ['an unknown key', 'batch: 8', 'bacth: 8', 'train.yaml:3: branches[0].bacth: unknown key; expected one of name, '],
    [
      'a wrong type',
      'batch: 8',
      'batch: many',
      'train.yaml:3: branches[0].batch: has the wrong type; expected a number; found "many"',
    ],
    [
      'a part of an image',
      'batch: 8',
      'batch: 1.5',
      'train.yaml:3: branches[0].batch: has the wrong type; expected a whole number; found 1.5',
    ],
    [
      'no image',
      'batch: 8',
      'batch: 0',
      'train.yaml:3: branches[0].batch: is out of range; expected at least 1; found 0',
    ],
    ['a mistyped share of the people', 'batch: 8', 'batch: 8, head: { samples: 0.1 }', 'Did you mean "sample"?'],
    [
      'a share of the people that is none',
      'batch: 8',
      'batch: 8, head: { sample: 1.5 }',
      'train.yaml:3: branches[0].head.sample: expected a share up to 1, or a whole number of people; found 1.5',
    ],
    [
      'a step that sees nobody',
      'batch: 8',
      'batch: 8, head: { sample: 0 }',
      'train.yaml:3: branches[0].head.sample: is out of range; expected more than 0; found 0',
    ],
    ['an unknown preset', 'preset: tiny', 'preset: tini', 'train.yaml:1: model.preset: unknown value; expected one of'],
    ['no preset', '{ preset: tiny }', '{}', 'train.yaml:1: model.preset: is missing; expected one of'],
    ['two sources', 'list: a.list', 'list: a.list, folder: .', 'train.yaml:4: branches[1]: expected one source'],
    ['no source', 'list: a.list, ', '', 'train.yaml:4: branches[1]: expected one source'],
    [
      'a name twice',
      'name: light',
      'name: base',
      'train.yaml:4: branches[1].name: another branch has this name; expected each name once; found "base"',
    ],
    [
      'a group of no branch',
      'branch: light,',
      'branch: lihgt,',
      'train.yaml:9: groups[0].branch: no branch has this name; expected one of base, light, dark; found "lihgt". Did you mean "light"?',
    ],
    [
      'a group twice',
      'branch: light,',
      'branch: dark,',
      'train.yaml:10: groups[1].branch: another group is of this branch; expected each name once; found "dark"',
    ],
    [
      'KL between unknown groups',
      '[light, dark]',
      '[light, base]',
      'train.yaml:12: constraints.kl.between[0][1]: no group has this name; expected one of light, dark; found "base"',
    ],
    [
      'KL of a group with itself',
      '[light, dark]',
      '[dark, dark]',
      'train.yaml:12: constraints.kl.between[0]: compares a group with itself; expected two groups; found dark, dark',
    ],
    ['a triple of groups', '[light, dark]', '[light, dark, dark]', 'train.yaml:12: constraints.kl.between[0]'],
    [
      'an unknown head',
      'batch: 8',
      'batch: 8, head: { type: arcfase }',
      'train.yaml:3: branches[0].head.type: unknown value; expected one of arcface, cosface',
    ],
    [
      'a key of another head',
      'batch: 8',
      'batch: 8, head: { type: cosface, margins: [1, 2, 3] }',
      'train.yaml:3: branches[0].head.margins: unknown key; expected one of type, margin, scale, init, features',
    ],
    [
      'class means without features',
      'batch: 8',
      'batch: 8, head: { init: class-mean }',
      'train.yaml:3: branches[0].head.features: is missing; expected with init: class-mean, a feature file',
    ],
    [
      'features without class means',
      'batch: 8',
      'batch: 8, head: { features: base.npy }',
      'train.yaml:3: branches[0].head.features: is not used with init: xavier',
    ],
    [
      'a missing list',
      'list: a.list',
      'list: x.list',
      'train.yaml:4: branches[1].list: no such file or folder; found x.list',
    ],
    [
      'missing pairs',
      'pairs: b.pairs',
      'pairs: no.pairs',
      'train.yaml:10: groups[1].pairs: no such file or folder; found no.pairs',
    ],
    [
      'an unknown schedule',
      'steps: 20',
      'steps: 20\nschedule: { type: cosin }',
      'train.yaml:14: schedule.type: unknown value; expected one of cosine, constant, polynomial, step; found "cosin". Did you mean "cosine"?',
    ],
    [
      'a warm-up that never ends',
      'steps: 20',
      'steps: 20\nschedule: { warmupSteps: 20 }',
      'train.yaml:14: schedule.warmupSteps: is too large; expected less than steps (20); found 20',
    ],
    [
      'an end above the start',
      'steps: 20',
      'steps: 20\nschedule: { end: 1 }',
      'train.yaml:14: schedule.end: is too large; expected at most schedule.learningRate (0.1); found 1',
    ],
    [
      'nodes the wrong way round',
      'steps: 20',
      'steps: 20\nhistogram: { from: 1, to: 0 }',
      'train.yaml:14: histogram.from: is too large; expected less than histogram.to (0); found 1',
    ],
    [
      'more parts than images',
      'steps: 20',
      'steps: 20\naccumulate: 25',
      'train.yaml:14: accumulate: is larger than the number of images a step; expected at most 24; found 25',
    ],
    [
      'vectors for a network of images',
      'list: base.list',
      'features: base.npy, labels: base.list',
      'train.yaml:3: branches[0]: the network takes images; expected a source list, folder, table or tfrecord; found features',
    ],
    [
      'groups of a list',
      'steps: 20',
      'steps: 20\nvalidation: { list: a.list, by: [gender] }',
      'train.yaml:14: validation.by: needs a table',
    ],
    [
      'gaps without groups',
      'steps: 20',
      'steps: 20\nvalidation: { table: faces.csv, monitor: gaps.fmr }',
      'train.yaml:14: validation.monitor: needs groups; expected columns of the table in validation.by; found "gaps.fmr"',
    ],
    [
      'a cut outside the crop',
      'steps: 20',
      'steps: 20\npreprocessing: { cut: { x: 8, y: 0, width: 112, height: 112 } }',
      'train.yaml:14: preprocessing.cut: is not inside the crop; expected a rectangle inside 112 x 112 pixels; found x 8, y 0, 112 x 112',
    ],
    [
      'a template of unknown size',
      'steps: 20',
      'steps: 20\npreprocessing: { template: own }',
      'train.yaml:14: preprocessing.templateSize: is missing; expected the side of the crops of template "own" in pixels',
    ],
  ])('refuses %s', async (_, from, to, message) => {
    expect((await problemsOf(changed(from, to)))[0]).toContain(message);
  });

  it('suggests the nearest key, at any depth', async () => {
    expect(await problemsOf(changed('batch: 8', 'bacth: 8'))).toEqual([
      expect.stringMatching(/Did you mean "batch"\?$/),
    ]);
    expect(await problemsOf(changed('constraints:', 'constraint:'))).toEqual([
      expect.stringMatching(/^train.yaml:11: constraint: unknown key; .*Did you mean "constraints"\?$/),
    ]);
    expect(await problemsOf(changed('weight: 0.1', 'wieght: 0.1'))).toEqual([
      expect.stringMatching(/^train.yaml:12: constraints.kl.wieght: unknown key; .*Did you mean "weight"\?$/),
    ]);
  });

  it('names every problem at once', async () => {
    const problems = await problemsOf(text.replace('batch: 8', 'bacth: 8').replace('steps: 20', 'steps: -1'));
    expect(problems).toHaveLength(2);
    await expect(load(text.replace('batch: 8', 'bacth: 8').replace('steps: 20', 'steps: -1'))).rejects.toThrow(
      /bacth.*\n.*steps/,
    );
  });

  it('wants groups for its terms', async () => {
    const content = text.replace(/groups:\n(.*\n){2}/, '');
    expect(await problemsOf(content)).toEqual([
      'train.yaml:9: constraints.kl: needs groups; expected groups, each a branch with its pairs; found none',
    ]);
  });

  it('says where the text itself is wrong', async () => {
    const [problem] = await problemsOf('model: { preset: tiny\nbranches: [', 'broken.yaml');
    expect(problem).toMatch(/^broken.yaml:2: is not YAML or JSON; found /);
    expect(await problemsOf('a: 1\na: 2\n')).toEqual([expect.stringContaining('train.yaml:2: is not YAML or JSON')]);
    await expect(loadTrainConfig(join(folder, 'none.yaml'))).rejects.toThrow('none.yaml: no such file');
    mkdirSync(join(folder, 'a-folder'), { recursive: true });
    await expect(loadTrainConfig(join(folder, 'a-folder'))).rejects.toThrow('a-folder: cannot be read');
    expect(await problemsOf('', 'empty.yaml')).toEqual([
      expect.stringContaining('model: is missing'),
      expect.stringContaining('branches: is missing'),
    ]);
  });
});
