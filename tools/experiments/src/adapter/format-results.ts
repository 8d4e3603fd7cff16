import type { MeasureDifference, ResampledSystem } from '@fairface/audit';
import { markdownTable, signedInterval } from '../markdown';
import { differences, type SystemResult } from './run-variants';

/** What adapters are compared with. */
const REFERENCE = 'arcface';

/** The results as Markdown tables. */
export function formatResults(results: readonly SystemResult[]): string {
  const reference = results.find(({ name }) => name === REFERENCE);
  const raw = results.find(({ name }) => name === 'cosine');
  if (reference === undefined || raw === undefined) throw new Error(`there is no result of ${REFERENCE}`);
  return [
    'Values: AUC and TAR (share of genuine pairs accepted at FMR 1e-3) in percent; FPD and FND, the Gini coefficients of the groups’ false match and false non-match rates at one threshold for FMR 1e-2 (0 is fair); bias- and bias+ of the ChaLearn challenge, on pairs of different people and of one, in thousandths. Coarse groups unless said otherwise.\n',
    markdownTable(
      ['system', 'AUC', 'TAR@1e-3', 'FPD@1e-2', 'FPD, fine groups', 'FND@1e-2', 'bias-', 'bias+'],
      results.map(({ title, coarse, fine }) => [
        title,
        percent(coarse, 'auc', 3),
        percent(coarse, 'tar', 2),
        value(coarse, 'fpd', 1, 3),
        value(fine, 'fpd', 1, 3),
        value(coarse, 'fnd', 1, 3),
        value(coarse, 'bias-negative', 1000, 2),
        value(coarse, 'bias-positive', 1000, 2),
      ]),
    ),
    `Differences to "${reference.title}", with paired 95 % intervals over people: of FPD and bias in percent of its value, of TAR in points.\n`,
    comparison(results, reference),
    `The same to "${raw.title}".\n`,
    comparison(results, raw),
    'False match rates within the groups at one threshold for FMR 1e-2 over all pairs, percent.\n',
    groupTable(results, 'coarse'),
    groupTable(results, 'fine'),
  ].join('\n');
}

function comparison(results: readonly SystemResult[], to: SystemResult): string {
  return markdownTable(
    ['system', 'FPD@1e-2', 'FPD, fine groups', 'bias-', 'bias+', 'TAR@1e-3'],
    results
      .filter(({ name }) => name !== to.name)
      .map(({ title, coarse, fine }) => {
        const [own, finer] = [differences(coarse, to.coarse), differences(fine, to.fine)];
        return [
          title,
          relative(own.get('fpd')),
          relative(finer.get('fpd')),
          relative(own.get('bias-negative')),
          relative(own.get('bias-positive')),
          interval(own.get('tar'), 100, 2),
        ];
      }),
  );
}

function groupTable(results: readonly SystemResult[], groups: 'coarse' | 'fine'): string {
  const names = [...(results[0]?.[groups].keys() ?? [])].filter((name) => name.startsWith('fmr/'));
  return markdownTable(
    ['system', ...names.map((name) => name.slice('fmr/'.length))],
    results.map((result) => [result.title, ...names.map((name) => percent(result[groups], name, 2))]),
  );
}

const value = (system: ResampledSystem, name: string, times: number, digits: number): string =>
  ((system.get(name)?.value ?? NaN) * times).toFixed(digits);

const percent = (system: ResampledSystem, name: string, digits: number): string => value(system, name, 100, digits);

function relative(found: MeasureDifference | undefined): string {
  return found === undefined ? '' : interval(found, 100 / found.b, 0);
}

function interval(found: MeasureDifference | undefined, times: number, digits: number): string {
  return found === undefined ? '' : signedInterval({ ...found, value: found.difference }, times, digits);
}
