import { cpSync, readdirSync, writeFileSync } from 'node:fs';
import { exampleTrainings } from './testing/example-trainings';
import { exampleConfig } from './testing/write-example-data';

const { at, configOf, run, linesOf, tensorsOf } = exampleTrainings();

jest.setTimeout(120_000);

describe('a training that begins anew', () => {
  beforeAll(async () => run({ config: await configOf(), out: at('once'), until: 4 }));

  it('begins anew where it is asked to', async () => {
    cpSync(at('once'), at('again'), { recursive: true, verbatimSymlinks: true });
    const config = await configOf({ seed: 2 });
    await expect(run({ config, out: at('again') })).rejects.toThrow(
      /state.json: the run was begun with another configuration: seed; expected 1; found 2. .*--restart/,
    );
    const { events } = await run({ config, out: at('again'), restart: true, until: 1 });
    expect(events[0]).toMatchObject({ step: 0, resumed: false });
    expect(linesOf(at('again'))).toHaveLength(1);
  });

  it('keeps the earlier run where a new one cannot begin', async () => {
    cpSync(at('once'), at('wanted'), { recursive: true, verbatimSymlinks: true });
    const before = [readdirSync(at('wanted')), linesOf(at('wanted')), tensorsOf(at('wanted'))];
    const [base, ...others] = exampleConfig.branches;
    writeFileSync(at('data/other.fea'), 'x/y 1 2 3\n');
    const features = { ...base, head: { init: 'class-mean', features: 'other.fea' } };
    for (const changes of [{ initFrom: 'p0' }, { branches: [features, ...others] }]) {
      const config = await configOf(changes);
      await expect(run({ config, out: at('wanted'), restart: true })).rejects.toThrow(/model.json|other.fea/);
    }
    // There is no TensorFlow graph on wasm.
    await expect(run({ config: await configOf(), out: at('wanted'), restart: true, traced: true })).rejects.toThrow(
      /TensorFlow backend/,
    );
    expect([readdirSync(at('wanted')), linesOf(at('wanted')), tensorsOf(at('wanted'))]).toEqual(before);
  });
});
