import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { ConfigError } from '../config/config-error';
import { loadTrainConfig } from '../config/load-train-config';
import { prepareTraining } from './prepare-training';

const folder = mkdtempSync(join(tmpdir(), 'fairface-prepare-'));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(() => tf.setBackend('cpu'));
const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
write('two.fea', 'a1 1 0\na2 1 0.1\nb1 0 1\nb2 0.1 1\n');
write('two.list', 'a1\ta\na2\ta\nb1\tb\nb2\tb\n');
write('one.list', 'a1\ta\na2\ta\n');

const usual = `model: { preset: adapter, inputDimension: 2 }
branches:
  - { name: base, features: two.fea, labels: two.list, batch: 2 }
steps: 9
`;

/** The problems of a configuration with one piece of its text exchanged, without the file's folder. */
const problemsOf = async (from: string, to: string): Promise<string[]> => {
  expect(usual).toContain(from);
  write('train.yaml', usual.replace(from, to));
  const error: unknown = await loadTrainConfig(join(folder, 'train.yaml'))
    .then((config) => prepareTraining(config))
    .then((prepared) => prepared.initialise())
    .catch((reason: unknown) => reason);
  if (!(error instanceof ConfigError)) throw new Error(`expected a ConfigError, found ${String(error)}`);
  return error.problems.map(({ message }) => message.replaceAll(`${folder}/`, ''));
};
const branch = 'batch: 2 }';
const last = 'steps: 9';

describe('prepareTraining', () => {
  it.each<[string, string, string, string]>([
    [
      'a margin of angles',
      branch,
      'batch: 2, head: { margin: 4 } }',
      'train.yaml:3: branches[0].head.margin: is out of range; expected at most 3.14',
    ],
    [
      'a margin of cosines',
      branch,
      'batch: 2, head: { type: cosface, margin: 3 } }',
      'train.yaml:3: branches[0].head.margin: is out of range; expected at most 2; found 3',
    ],
    [
      'one of several margins',
      branch,
      'batch: 2, head: { type: combined-margin, margins: [11, 0, 0] } }',
      'train.yaml:3: branches[0].head.margins[0]: is out of range; expected at most 10; found 11',
    ],
    [
      'a scale',
      branch,
      'batch: 2, head: { scale: 1e5 } }',
      'train.yaml:3: branches[0].head.scale: is out of range; expected at most 10000; found 100000',
    ],
    [
      'a concentration',
      branch,
      'batch: 2, head: { type: adaface, concentration: 101 } }',
      'train.yaml:3: branches[0].head.concentration: is out of range; expected at most 100; found 101',
    ],
    [
      'norms',
      branch,
      'batch: 2, head: { type: magface, norms: [1e-9, 1] } }',
      'train.yaml:3: branches[0].head.norms[0]: is out of range; expected at least 0.000001; found 1e-9',
    ],
    [
      'a decay of means that keeps nothing',
      last,
      'optimiser: { type: adamw, beta1: 0 }',
      'train.yaml:4: optimiser.beta1: is out of range; expected more than 0; found 0',
    ],
    [
      'a decay of squares that keeps nothing',
      last,
      'optimiser: { type: adamw, beta2: 0 }',
      'train.yaml:4: optimiser.beta2: is out of range; expected more than 0; found 0',
    ],
    [
      'a name that the names of terms cannot hold',
      'name: base',
      'name: a~b',
      'train.yaml:3: branches[0].name: expected a name without spaces, / and ~; found "a~b"',
    ],
    [
      'a batch without negatives',
      branch,
      'batch: 1, negatives: {} }',
      'train.yaml:3: branches[0].batch: is too small for negatives; expected at least 2; found 1',
    ],
    [
      'a branch of one person',
      'two.list',
      'one.list',
      'train.yaml:3: branches[0]: has one person only; expected two people or more; found a',
    ],
    [
      'what is frozen and not there',
      last,
      'freeze:\n  - heads/*\n  - stage1/*',
      'train.yaml:6: freeze[1]: fits no parameter; expected a pattern of ',
    ],
    [
      'freezing all',
      last,
      'freeze: ["*"]',
      'train.yaml:4: freeze: leaves nothing to train; expected patterns that leave some of ',
    ],
    [
      'rules for what is not there',
      last,
      'optimiser: { groups: [{ match: head/base, rate: 1 }] }',
      'train.yaml:4: optimiser.groups[0].match: fits no parameter that is trained; expected a pattern of ',
    ],
    [
      'rules for what is frozen',
      last,
      'freeze: [heads/*]\noptimiser: { groups: [{ match: heads/base, rate: 1 }] }',
      'train.yaml:5: optimiser.groups[0].match: fits no parameter that is trained; expected a pattern of ',
    ],
    ['weights that are not there', last, 'initFrom: .', 'train.yaml:4: initFrom: '],
  ])('tells %s with file, line and field', async (_, from, to, message) => {
    expect((await problemsOf(from, to))[0]).toContain(message);
  });

  it('suggests a name for a pattern that fits nothing', async () => {
    expect((await problemsOf(last, 'freeze: [head/base]'))[0]).toMatch(
      /found "head\/base". Did you mean "heads\/base"\?$/,
    );
  });
});
