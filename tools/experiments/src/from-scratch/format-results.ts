import { markdownTable, signedInterval } from '../markdown';
import { difference, type Estimate, estimate, type JudgedVariant } from './judge-variants';

/** The results as Markdown tables. */
export function formatResults(judged: readonly JudgedVariant[]): string {
  const [reference, ...others] = judged;
  if (reference === undefined) throw new Error('there is nothing to tell');
  const groups = [...reference.system.keys()].filter((name) => name.startsWith('fmr/')).map((name) => name.slice(4));
  return [
    'AUC, TAR, FMR and FNMR in percent, at one threshold for FMR 1e-2 over all pairs; FPD and FND are the Gini',
    'coefficients of the groups’ FMR and FNMR (0 is fair). Mean over the seeds, with 95 % intervals over people.\n',
    markdownTable(
      ['training', 'AUC', 'AUC of the seeds', 'TAR@1e-2', 'FPD@1e-2', 'FND@1e-2'],
      judged.map(({ variant, system, aucs }) => [
        variant.title,
        interval(estimate(system, 'auc'), 100, 2),
        aucs.map((auc) => (100 * auc).toFixed(2)).join(', '),
        interval(estimate(system, 'tar'), 100, 2),
        interval(estimate(system, 'fpd'), 1, 3),
        interval(estimate(system, 'fnd'), 1, 3),
      ]),
    ),
    `Differences to "${reference.variant.title}", paired over people: AUC and TAR in points.\n`,
    markdownTable(
      ['training', 'AUC', 'TAR@1e-2', 'FPD@1e-2', 'FND@1e-2'],
      others.map(({ variant, system }) => [
        variant.title,
        ...(['auc', 'tar'] as const).map((name) => signedInterval(difference(system, reference.system, name), 100, 2)),
        ...(['fpd', 'fnd'] as const).map((name) => signedInterval(difference(system, reference.system, name), 1, 3)),
      ]),
    ),
    'False match and false non-match rates within the groups.\n',
    markdownTable(
      ['training', ...groups.flatMap((group) => [`FMR ${group}`, `FNMR ${group}`])],
      judged.map(({ variant, system }) => [
        variant.title,
        ...groups.flatMap((group) =>
          ['fmr', 'fnmr'].map((rate) => interval(estimate(system, `${rate}/${group}`), 100, 1)),
        ),
      ]),
    ),
  ].join('\n');
}

function interval({ value, lower, upper }: Estimate, times: number, digits: number): string {
  const text = (number: number): string => (number * times).toFixed(digits);
  return `${text(value)} (${text(Math.max(0, lower))} to ${text(Math.min(1, upper))})`;
}
