import type { GroupErrors } from '../fairness/group-error-rates';
import { columnsOf, ResampledGroups, valuesOfRates } from './resampled-groups';

const counted = (impostors: number, genuine: number) =>
  ({ fmr: { n: impostors }, fnmr: { n: genuine } }) as GroupErrors;
const groups = [counted(300, 100), counted(100, 100)];
const rates = [
  [0.1, 0.2],
  [0.4, 0],
  [0.3, 0.5],
  [0.7, 0.1],
].map((column) => Float64Array.from(column));
const samples = new ResampledGroups(groups, rates, [Float64Array.of(0.15, 0.25), Float64Array.of(0.5, 0.05)]);

it('ResampledGroups: the rates of one resample, with accuracies in percent by counts', () => {
  for (const r of [1, 0, 1]) {
    const [fmr0, fnmr0, fmr1, fnmr1] = rates.map((column) => column[r] ?? NaN) as [number, number, number, number];
    const { fmr, fnmr, accuracy, overall } = samples.at(r);
    expect([fmr, fnmr]).toEqual([Float64Array.of(fmr0, fmr1), Float64Array.of(fnmr0, fnmr1)]);
    const wrong = [(300 * fmr0 + 100 * fnmr0) / 400, (100 * fmr1 + 100 * fnmr1) / 200];
    expect([...accuracy]).toEqual(wrong.map((share) => expect.closeTo(100 * (1 - share), 10)));
    expect(overall).toEqual(r === 0 ? { fmr: 0.15, fnmr: 0.5 } : { fmr: 0.25, fnmr: 0.05 });
    expect(valuesOfRates(groups, [fmr0, fmr1], [fnmr0, fnmr1], overall)).toEqual(samples.at(r));
  }
});

it('columnsOf: one rate of all samples, of an array too', () => {
  expect(columnsOf(samples, 'fmr', 2)).toEqual([rates[0], rates[2]]);
  const array = [0, 1].map((r) => structuredClone(samples.at(r)));
  expect(columnsOf(array, 'fnmr', 2)).toEqual([rates[1], rates[3]]);
});
