import type { AuditResult } from '../audit/audit-schema';
import { type CsvCell, csvTable } from './csv-table';

type Rate = AuditResult['rates']['overall']['fmr'];

const RATE = ['k', 'n', 'people', 'rate', 'lower', 'upper', 'note'];
const rate = (own: Rate): CsvCell[] => [own.k, own.n, own.people, own.rate, own.lower, own.upper, own.note];
const bounded = (name: string): string[] => [name, `${name}_lower`, `${name}_upper`];
const named = (prefix: string): string[] => RATE.map((name) => `${prefix}_${name}`);

/** The tables of an audit as CSV, by file name. */
export function auditTables(audit: AuditResult): Record<string, string> {
  const {
    byAttribute,
    rates,
    measures,
    ratios,
    accuracy,
    fmrCalibration,
    distributions,
    scoreCalibration,
    challenge,
    data,
    worst,
    sweep,
  } = audit;
  const challengeRows = (['positive', 'negative'] as const).flatMap((side) =>
    (challenge?.[side].cells ?? []).map(({ legitimate, protected: group, n, auc, lower, upper }): CsvCell[] => [
      side,
      legitimate,
      group,
      n,
      auc,
      lower,
      upper,
    ]),
  );
  return {
    'groups.csv': csvTable(
      ['group', 'images', 'images_in_pairs', 'people', 'failed', ...named('fmr'), ...named('fnmr'), 'accuracy'],
      rates.groups.map(({ group, fmr, fnmr, accuracy: right }, g) => {
        const { images = null, imagesInPairs = null, people = null, failed = null } = data.groups[g] ?? {};
        return [group, images, imagesInPairs, people, failed, ...rate(fmr), ...rate(fnmr), right];
      }),
    ),
    'attributes.csv': csvTable(
      ['attribute', 'group', ...named('fmr'), ...named('fnmr'), 'accuracy'],
      byAttribute.flatMap(({ attribute, groups }) =>
        groups.map(({ group, fmr, fnmr, accuracy: right }): CsvCell[] => [
          ...[attribute, group, ...rate(fmr), ...rate(fnmr), right],
        ]),
      ),
    ),
    'group-pairs.csv': csvTable(
      ['group_a', 'group_b', ...named('fmr'), ...named('fnmr')],
      rates.pairs.map(({ groups: [a = '', b = ''], fmr, fnmr }) => [a, b, ...rate(fmr), ...rate(fnmr)]),
    ),
    'measures.csv': csvTable(
      ['measure', 'of', 'value', 'lower', 'upper', 'ideal'],
      measures.map(({ id, of, value, lower, upper, ideal }) => [id, of, value, lower, upper, ideal]),
    ),
    'ratios.csv': csvTable(
      ['error', 'a', 'b', 'ratio', 'lower', 'upper'],
      ratios.map(({ error, a, b, ratio, lower, upper }) => [error, a, b, ratio, lower, upper]),
    ),
    'tar-at-far.csv': csvTable(
      ['far', 'threshold', 'impostors_accepted', 'fmr', 'tar', 'resolvable'],
      accuracy.tarAtFar.map((row) => [
        row.far,
        row.threshold,
        row.impostorsAccepted,
        row.fmr,
        row.tar,
        String(row.resolvable),
      ]),
    ),
    'fmr-calibration.csv': csvTable(
      ['target', 'threshold', 'group', ...named('fmr')],
      fmrCalibration.flatMap(({ target, threshold, groups }) =>
        groups.map(({ group, fmr }): CsvCell[] => [target, threshold, group, ...rate(fmr)]),
      ),
    ),
    'distances.csv': csvTable(
      ['of', 'a', 'b', ...['kl_ab', 'kl_ba', 'js', 'wasserstein'].flatMap(bounded), 'people', 'note'],
      distributions.distances.map(({ of, a, b, intervals, people, note, ...row }): CsvCell[] => [
        ...[of, a, b],
        ...(['klAB', 'klBA', 'js', 'wasserstein'] as const).flatMap((id) => [
          ...[row[id], intervals[id].lower, intervals[id].upper],
        ]),
        ...[people, note],
      ]),
    ),
    'accuracy.csv': csvTable(
      ['measure', 'value', 'lower', 'upper'],
      [
        ['auc', accuracy.auc.value, accuracy.auc.lower, accuracy.auc.upper],
        ['eer', accuracy.eer.value, accuracy.eer.lower, accuracy.eer.upper],
        ['d-prime', accuracy.dPrime, accuracy.dPrimeInterval.lower, accuracy.dPrimeInterval.upper],
      ],
    ),
    'score-calibration.csv': csvTable(
      ['group', 'pairs', 'people', ...['ece', 'ks', 'brier'].flatMap(bounded), 'note'],
      scoreCalibration.map(({ group, n, people, note, intervals, ...row }): CsvCell[] => [
        ...[group, n, people],
        ...(['ece', 'ks', 'brier'] as const).flatMap((id) => [row[id], intervals[id].lower, intervals[id].upper]),
        note,
      ]),
    ),
    'challenge.csv': csvTable(['side', 'legitimate', 'protected', 'pairs', 'auc', 'lower', 'upper'], challengeRows),
    'thresholds.csv': csvTable(
      ['threshold', 'group', 'false_matches', 'impostor', 'false_non_matches', 'genuine'],
      sweep.thresholds.flatMap((threshold, n) =>
        sweep.groups.map(({ group, falseMatches, falseNonMatches }, g): CsvCell[] => [
          ...[threshold, group, falseMatches[n] ?? null, rates.groups[g]?.fmr.n ?? null],
          ...[falseNonMatches[n] ?? null, rates.groups[g]?.fnmr.n ?? null],
        ]),
      ),
    ),
    'worst-pairs.csv': csvTable(
      ['error', 'image1', 'image2', 'score', 'group1', 'group2'],
      (['falseMatches', 'falseNonMatches'] as const).flatMap((error) =>
        worst[error].map(({ image1, image2, score, groups: [a = '', b = ''] }): CsvCell[] => [
          error,
          image1,
          image2,
          score,
          a,
          b,
        ]),
      ),
    ),
  };
}
