import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { InputError } from '@fairface/io';
import { exampleTrainings } from '../testing/example-trainings';

const { at, configOf, run } = exampleTrainings();

jest.setTimeout(120_000);

describe('a training whose newest checkpoint is damaged', () => {
  const names = ['step-00000001', 'step-00000002'];
  const checkpoint = (n: number): string => at(`damaged/checkpoints/${names[n]}`);
  const goOn = async (): Promise<InputError> => {
    const config = await configOf({ checkpoint: { every: 1, keepLast: 2 } });
    const error: unknown = await run({ config, out: at('damaged'), until: 2 }).catch((reason: unknown) => reason);
    if (!(error instanceof InputError)) throw new Error('expected an InputError');
    return error;
  };
  beforeAll(async () => {
    const config = await configOf({ checkpoint: { every: 1, keepLast: 2 } });
    await run({ config, out: at('damaged'), until: 2 });
  });

  it.each([
    ['cut short', (text: string) => text.slice(0, -20)],
    ['empty', () => ''],
    ['of another kind', () => '[]'],
  ])('says what to do where state.json is %s', async (_, harm) => {
    const file = `${checkpoint(1)}/state.json`;
    const whole = readFileSync(file, 'utf8');
    writeFileSync(file, harm(whole));
    const { code, message } = await goOn();
    writeFileSync(file, whole);
    expect(code).toBe('invalid-state');
    expect(message).toContain(`the newest checkpoint cannot be used: ${file}: does not say how far a run is`);
    expect(message).toMatch(new RegExp(`Remove ${checkpoint(1)} to go on from the one after step 1$`));
  });

  it('says how to begin anew where there is no earlier one', async () => {
    rmSync(checkpoint(0), { recursive: true });
    writeFileSync(`${checkpoint(1)}/state.json`, '{');
    expect((await goOn()).message).toMatch(/found no JSON. Begin anew with --restart$/);
  });
});

describe('a training that goes on with another validation', () => {
  // Nothing is ever better by 2: the first validation is the best one, and two more end the training.
  const earlyStop = { patience: 2, minDelta: 2 };
  const usual = { list: 'all.list', every: 1, earlyStop };
  const goOn = async (validation: object | undefined) => {
    const config = await configOf({ validation, checkpoint: { every: 1, keepLast: 1 }, steps: 30 });
    const { events, summary } = await run({ config, out: at('run'), until: 25 });
    const [start] = events;
    return { notes: start?.type === 'start' ? start.notes : [], steps: summary.steps, best: summary.best?.step };
  };
  const anew = (best: number): string[] => [
    expect.stringMatching(
      new RegExp(`^another validation than before, .* best \\(so far step ${best}\\) .* begin anew$`),
    ) as string,
  ];

  it('keeps the best where the validation stays the same', async () => {
    expect(await goOn(usual)).toEqual({ notes: [], steps: 3, best: 1 });
    const patient = { ...usual, batch: 3, targetFmr: 0.5, earlyStop: { ...earlyStop, patience: 3 } };
    expect(await goOn(patient)).toEqual({ notes: [], steps: 4, best: 1 });
  });

  it('seeks the best anew, and with new patience, where the validation is another', async () => {
    const gaps = { ...usual, list: undefined, table: 'faces.csv', by: ['skin'] };
    expect(await goOn({ ...usual, list: 'light.list' })).toEqual({ notes: anew(1), steps: 7, best: 5 });
    expect(await goOn(gaps)).toEqual({ notes: anew(5), steps: 10, best: 8 });
    expect(await goOn({ ...gaps, monitor: 'gaps.fmr' })).toEqual({ notes: anew(8), steps: 13, best: 11 });
    expect(await goOn({ ...gaps, monitor: 'gaps.fmr', targetFmr: 0.5 })).toMatchObject({ notes: anew(11), best: 14 });
  });

  it('does so where the files hold something else', async () => {
    const list = readFileSync(at('data/all.list'), 'utf8');
    writeFileSync(at('data/held.list'), list);
    const held = { ...usual, list: 'held.list' };
    expect(await goOn(held)).toMatchObject({ notes: anew(14), best: 17 });
    writeFileSync(at('data/held.list'), list.replace(/p0\/0.*\n/, ''));
    expect(await goOn(held)).toMatchObject({ notes: anew(17), best: 20 });
  });

  it('does not forget in steps without a validation what the best was judged by', async () => {
    expect(await goOn(undefined)).toEqual({ notes: [], steps: 25, best: 20 });
    expect(await goOn({ ...usual, list: 'light.list' })).toMatchObject({ notes: anew(20) });
  });
});
