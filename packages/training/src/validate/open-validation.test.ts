import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { stringify } from 'yaml';
import { loadTrainConfig } from '../config/load-train-config';
import { prepareTraining } from '../run/prepare-training';
import { openValidation } from './open-validation';

const folder = mkdtempSync(join(tmpdir(), 'fairface-validation-'));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(() => tf.setBackend('cpu'));
const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
write('all.fea', ['a1 1 0', 'a2 1 0.1', 'b1 0 1', 'b2 0.1 1', 'c1 0.9 0.9'].map((line) => `${line}\n`).join(''));
write(
  'faces.csv',
  'path,subject,skin\na1.jpg,a,light\na2.jpg,a,light\nb1.jpg,b,light\nb2.jpg,b,light\nc1.jpg,c,dark\n',
);

const open = async (validation: object) => {
  const data = { features: 'all.fea', attributes: 'faces.csv' };
  write(
    'train.yaml',
    stringify({
      model: { preset: 'adapter', inputDimension: 2 },
      branches: [{ name: 'a', ...data, batch: 2 }],
      validation: { ...data, ...validation },
    }),
  );
  const opened = await openValidation(await prepareTraining(await loadTrainConfig(join(folder, 'train.yaml'))));
  if (opened === undefined) throw new Error('expected a validation');
  return opened;
};
const identity = (inputs: tf.Tensor): tf.Tensor2D => tf.clone(inputs) as tf.Tensor2D;

describe('openValidation', () => {
  it('rates all pairs, by group, whatever the batch; and leaves no tensor', async () => {
    const validation = await open({ by: ['skin'], batch: 2 });
    expect([validation.images, validation.pairs]).toEqual([5, 10]);
    const before = tf.memory().numTensors;
    const rating = await validation.rate(identity);
    expect(tf.memory().numTensors).toBe(before);
    expect(rating).toMatchObject({ auc: 1, tar: 1, rejects: [] });
    expect(rating.groups['skin=light']).toEqual({ auc: 1, fmr: 0, fnmr: 0, genuine: 2, impostor: 4 });
    expect(rating.groups['skin=dark']).toMatchObject({ auc: null, fmr: null, genuine: 0 });
    expect(await (await open({ by: ['skin'], batch: 64 })).rate(identity)).toEqual(rating);
  });

  it('takes pairs from a list, and says which it cannot use', async () => {
    write('some.pairs', 'a1\ta2\t1\nb1.jpg\tb2\nc1\ta1\t0\na1\tb1\t1\na1\tnobody\t0\na1\ta1\t1\nalone\n');
    const { pairs, rejects } = await open({ pairs: 'some.pairs' });
    expect(pairs).toBe(3);
    expect(rejects.map(({ item, reason, detail }) => `${item} ${reason} ${detail.replace(folder, '')}`)).toEqual([
      'a1\tb1 contradicting-label /some.pairs:4: expected 0 by ' + join(folder, 'all.fea') + '; found 1',
      'a1\tnobody missing-image /some.pairs:5: ' + join(folder, 'all.fea') + ' has no nobody',
      'a1\ta1 same-image /some.pairs:6: both names are one image',
      'alone\t malformed-pair /some.pairs:7: expected two names separated by a tab; found alone',
    ]);
  });

  it('refuses pairs of one kind, none at all, and unknown columns', async () => {
    write('genuine.pairs', 'a1\ta2\t1\n');
    await expect(open({ pairs: 'genuine.pairs' })).rejects.toThrow('validation: there are no pairs of two people');
    write('none.pairs', 'x\ty\t1\n');
    await expect(open({ pairs: 'none.pairs' })).rejects.toThrow(
      /train.yaml:\d+: validation.pairs: .*none.pairs: none of its pairs can be used/,
    );
    await expect(open({ by: ['colour'] })).rejects.toThrow(
      /train.yaml:\d+: validation.by: .*faces.csv:1: the header lacks "colour"/,
    );
    await expect(open({ filter: 'skin = "light"' })).rejects.toThrow(/train.yaml:\d+: validation: .*the filter/);
  });
});
